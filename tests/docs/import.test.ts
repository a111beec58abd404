import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, Product } from '../support/product.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8')
const steps = [...page.matchAll(/^```sh\n(.*?)^```\n\n```text\n(.*?)^```$/gms)].map(
  ([, command = '', printed = '']) => ({ command, printed }),
)

let folder: string
let product: Product

beforeAll(async () => {
  folder = await newFolder()
  product = await Product.start(folder, { SERVANDA_NOW: '2026-03-02T09:00:00Z' })
})

afterAll(async () => {
  await product.stop()
  await rm(folder, { recursive: true })
})

it('the register of 300 lines comes in step by step, as the page says', { timeout: 600_000 }, () => {
  const sheet = readFileSync(join(project, 'examples/messy-register.csv'), 'utf8')
  expect(sheet.split('\r\n').filter((line) => /^[AM]-/.test(line))).toHaveLength(300)
  const marker = '--- next step ---'
  const start = `cd ${folder}; ln -s ${project}/examples examples
servanda() { ${process.execPath} --disable-warning=ExperimentalWarning ${project}/cli/main.ts "$@" 2>/dev/null; }`

  const { stdout, stderr } = spawnSync('bash', ['-u'], {
    input: [start, ...steps.map(({ command }) => `${command}\necho '${marker}'`)].join('\n'),
    env: { PATH: process.env.PATH, SERVANDA_URL: product.baseUrl, SERVANDA_TOKEN: product.token },
    encoding: 'utf8',
  })

  expect(stderr).toBe('')
  const printed = stdout.split(`${marker}\n`)
  expect(steps).toHaveLength(7)
  expect(printed.slice(0, steps.length)).toEqual(steps.map((step) => step.printed))
})
