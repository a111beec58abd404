import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { functionEnvironment } from '../../bench/lambda.ts'
import { bundle } from '../../infra/bundle.ts'

/**
 * What each function may load before it can answer: kilobytes, and files. What it loads later, when it is needed, is
 * not counted. A change that raises a number here makes every cold start slower: raise it with the reason in the commit.
 */
const budgets: Readonly<Record<string, { kilobytes: number; files: number }>> = {
  api: { kilobytes: 480, files: 25 },
  changes: { kilobytes: 470, files: 10 },
  deliver: { kilobytes: 575, files: 10 },
  feed: { kilobytes: 520, files: 9 },
  'mail-links': { kilobytes: 545, files: 9 },
  origin: { kilobytes: 90, files: 1 },
  'provider-events': { kilobytes: 370, files: 10 },
  reconcile: { kilobytes: 520, files: 9 },
  'session-calendars': { kilobytes: 530, files: 9 },
  sweep: { kilobytes: 615, files: 10 },
  webhook: { kilobytes: 465, files: 9 },
  witness: { kilobytes: 345, files: 9 },
}

const scratch = mkdtempSync(join(tmpdir(), 'servanda-budgets-'))
const bundles = new Map<string, Metafile>()

beforeAll(() => {
  for (const folder of Object.keys(budgets)) bundles.set(folder, bundle(folder, join(scratch, folder)))
})
afterAll(() => rmSync(scratch, { recursive: true }))

/** The files that are loaded with the handler, and their bytes. */
function loadedFirst(folder: string): { kilobytes: number; files: number } {
  const { outputs } = bundles.get(folder)!
  const waiting = Object.keys(outputs).filter((file) => file.endsWith('/index.mjs'))
  const found = new Set<string>()
  for (const file of waiting) {
    if (found.has(file)) continue
    found.add(file)
    const imports = outputs[file]!.imports.filter(
      ({ kind, external }) => kind === 'import-statement' && !external,
    )
    waiting.push(...imports.map(({ path }) => path))
  }
  const bytes = [...found].reduce((sum, file) => sum + outputs[file]!.bytes, 0)
  return { kilobytes: bytes / 1_000, files: found.size }
}

describe.each(Object.entries(budgets))('the bundle of %s', (folder, budget) => {
  it('loads no more than its budget before it can answer', () => {
    const { kilobytes, files } = loadedFirst(folder)

    expect(kilobytes).toBeGreaterThan(10)
    expect(kilobytes).toBeLessThanOrEqual(budget.kilobytes)
    expect(files).toBeLessThanOrEqual(budget.files)
  })
})

it('there is a budget for every function', () => {
  const functions = join(import.meta.dirname, '../../functions')
  const folders = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'handler.ts')))

  expect(Object.keys(budgets)).toEqual(folders.sort())
})

it.each(Object.keys(budgets))('%s does not load undici before it is needed', (folder) => {
  const program = join(import.meta.dirname, '../../bench/cold-start/run.mjs')
  const { stdout, stderr } = spawnSync(process.execPath, [program, join(scratch, folder, 'index.mjs')], {
    env: functionEnvironment('http://127.0.0.1:1', 'table'),
    encoding: 'utf8',
  })

  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toMatchObject({ loadsUndici: false })
})
