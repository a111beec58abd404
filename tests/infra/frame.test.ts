import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundle } from '../../infra/bundle.ts'
import { originOf } from '../../infra/frame-origin.ts'

const scratch = mkdtempSync(join(tmpdir(), 'servanda-frames-'))
let lines: string[]

beforeAll(() => {
  bundle('witness', scratch)
  lines = readFileSync(join(scratch, 'index.mjs'), 'utf8').split('\n')
})
afterAll(() => rmSync(scratch, { recursive: true }))

it('a place in a bundle leads to the line of the source that it came from', () => {
  const words = 'an item without its key'
  const line = lines.findIndex((each) => each.includes(words))
  const frame = `at T (file:///var/task/index.mjs:${line + 1}:${lines[line]!.indexOf(words) + 1})`

  const [, file, number] = /^(.*):(\d+):\d+$/.exec(originOf('witness', frame) ?? '') ?? []

  expect(file).toBe('shared/table/expression.ts')
  expect(readFileSync(file!, 'utf8').split('\n')[Number(number) - 1]).toContain(words)
})

it('a place that there is not leads nowhere', () => {
  expect(originOf('witness', 'at nothing.mjs:1:1')).toBeUndefined()
  expect(originOf('witness', 'no frame')).toBeUndefined()
})
