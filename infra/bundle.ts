import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const project = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles a handler into one module, and answers with the folder that holds it. The folder is named by what is in
 * it, and nothing in it names a folder of this machine: the asset's hash is the same wherever it is built.
 *
 * `mainFields` has esbuild take the SDK's ES modules, which can be shaken; its default for Node takes the others and
 * adds 200 KB.
 */
export function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    absWorkingDir: project,
    bundle: true,
    write: false,
    outfile: 'index.mjs',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
    // Packages that are not ES modules call require for what Node itself has.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  })
  const contents = outputFiles[0]?.contents
  if (contents === undefined) throw new Error(`nothing was bundled of ${entry}`)
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), 'servanda-bundles', hash)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.mjs'), contents)
  return folder
}
