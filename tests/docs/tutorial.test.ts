import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, Product } from '../support/product.ts'

/** A command of the page, and what the page says that it prints. */
type Step = { command: string; printed: string | undefined }

const page = readFileSync(new URL('../../docs/tutorial.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```(sh|text)\n(.*?)^```$/gms)].map(([, kind, text = '']) => ({
  kind,
  text,
}))
const steps: Step[] = blocks.flatMap(({ kind, text }, at) => {
  const next = blocks[at + 1]
  return kind === 'sh' ? [{ command: text, printed: next?.kind === 'text' ? next.text : undefined }] : []
})

let folder: string
let product: Product

beforeAll(async () => {
  folder = await newFolder()
  const environment = page.match(/^\$ (.*) npm start$/m)?.[1]?.split(' ') ?? []
  const given = Object.fromEntries(environment.map((each) => each.split('=', 2) as [string, string]))
  product = await Product.start(folder, { ...given, SERVANDA_DATA: folder, SERVANDA_SAMPLE: 'reference' })
})

afterAll(async () => {
  await product.stop()
  await rm(folder, { recursive: true })
})

it('the tutorial prints what it says that it prints', () => {
  const marker = '--- next step ---'
  const script = steps.map(({ command }) => command.replaceAll('http://127.0.0.1:4000', product.baseUrl))

  const { stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail'], {
    input: script.join(`\necho '${marker}'\n`),
    encoding: 'utf8',
  })

  const printed = stdout.split(`${marker}\n`)
  expect(stderr).toBe('')
  expect(printed).toHaveLength(steps.length)
  for (const [at, step] of steps.entries())
    if (step.printed !== undefined) expect(printed[at], step.command).toBe(step.printed)
  expect(steps.filter((step) => step.printed !== undefined).length).toBeGreaterThan(8)
})
