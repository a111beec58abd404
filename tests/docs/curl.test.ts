import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aPublisher, calendarOf, event } from '../functions/session-calendars/publisher.ts'
import { newFolder, Product } from '../support/product.ts'

let folder: string
let product: Product
let organisation: string

beforeAll(async () => {
  folder = await newFolder()
  const environment = { SERVANDA_NOW: '2026-03-02T09:00:00Z', SERVANDA_LOOPBACK_TARGETS: 'allow' }
  product = await Product.start(folder, environment)
  organisation = (await product.call('POST', '/v1/organisations', { name: 'General Assembly' })).body.id
}, 60_000)

afterAll(async () => {
  await product.stop()
  await rm(folder, { recursive: true })
})

const blocks = ['channels', 'feeds', 'reminders'].flatMap((name) => {
  const page = readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8')
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => (block.includes('curl') ? [block] : []))
    .map((block, n) => [`${name}.md, ${n + 1}`, block] as const)
})

/** As it is typed, with the addresses that stand for the reader's own. */
it.each(blocks)(
  'what the pages say to type does what they say: %s',
  { timeout: 60_000 },
  async (_, block) => {
    const publisher = await aPublisher(calendarOf(event('81@un', '81st session', '20260908', '20270907')))
    const script = block
      .replaceAll('http://127.0.0.1:4000', product.baseUrl)
      .replaceAll('https://example.org/sessions.ics', publisher.url)
    const { PATH } = process.env
    const env = { PATH, URL: product.baseUrl, TOKEN: product.token, ORGANISATION: organisation }
    const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })

    const [printed, errors, [code]] = await Promise.all([
      text(shell.stdout),
      text(shell.stderr),
      once(shell, 'exit'),
    ])

    expect(code, errors).toBe(0)
    const answer = JSON.parse(printed)
    expect(answer.status, printed).not.toBeTypeOf('number')
  },
)

it('there are as many as somebody has looked at', () => {
  expect(blocks.length).toBe(6)
})
