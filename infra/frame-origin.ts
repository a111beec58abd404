import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import type { Metafile } from 'esbuild'
import { bundle } from './bundle.ts'

const project = join(import.meta.dirname, '..')

/** Where a place in a function's bundle comes from, or nothing where the bundle has no such place. */
export function originOf(folder: string, frame: string): string | undefined {
  const [, file, line, column] = /([\w-]+\.mjs):(\d+):(\d+)/.exec(frame) ?? []
  const scratch = mkdtempSync(join(tmpdir(), 'servanda-frame-'))
  try {
    const mapped = join(scratch, 'mapped')
    // Files are named by the hash of what is in them, the map among it: the same file has the same sources.
    const sources = sourcesOf(bundle(folder, join(scratch, 'deployed'))).get(file ?? '')
    const twins = sourcesOf(bundle(folder, mapped, { sourcemap: 'external' }))
    const twin = [...twins].find(([, each]) => each === sources)?.[0]
    if (twin === undefined) return undefined
    const map = new SourceMap(JSON.parse(readFileSync(join(mapped, `${twin}.map`), 'utf8')))
    const origin = map.findOrigin(Number(line), Number(column))
    if (!('fileName' in origin)) return undefined
    const source = relative(project, join(mapped, origin.fileName))
    return `${source}:${origin.lineNumber}:${origin.columnNumber}`
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function sourcesOf({ outputs }: Metafile): Map<string, string> {
  return new Map(
    Object.entries(outputs)
      .filter(([file]) => file.endsWith('.mjs'))
      .map(([file, { inputs, exports }]) => [
        basename(file),
        JSON.stringify([Object.keys(inputs), exports.length]),
      ]),
  )
}
