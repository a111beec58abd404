import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { App, Stack } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { queueOfChanges } from '../../examples/bus-rule.ts'
import { ChangeEvent, detailTypeOf } from '../../shared/change/bus.ts'
import { Change } from '../../shared/change/change.ts'
import { WebhookBody } from '../../shared/webhook/webhook-body.ts'
import { newFolder, Product } from '../support/product.ts'

const example = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
const node = [process.execPath, '--disable-warning=ExperimentalWarning'] as const
const patience = { timeout: 60_000, interval: 200 }

let folder: string
let product: Product
const started: ChildProcess[] = []

beforeAll(async () => {
  folder = await newFolder()
  product = await Product.start(folder, { SERVANDA_LOOPBACK_TARGETS: 'allow' })
}, 60_000)

afterAll(async () => {
  for (const child of started) child.kill('SIGTERM')
  await product.stop()
  await rm(folder, { recursive: true })
})

async function organisation(name: string): Promise<string> {
  return (await product.call('POST', '/v1/organisations', { name })).body.id
}

/** What the follower prints, once the feed has a change of the organisation. */
async function followed(id: string): Promise<string[]> {
  await vi.waitFor(async () => {
    const { body } = await product.call('GET', '/v1/changes?limit=100')
    expect(body.data.map(({ subjectId }: any) => subjectId)).toContain(id)
  }, patience)
  return follow()
}

async function follow(): Promise<string[]> {
  const [program, ...flags] = node
  const { stdout } = await promisify(execFile)(
    program,
    [...flags, example('follow-changes.ts'), join(folder, 'cursor.txt'), '--once'],
    { env: { ...process.env, SERVANDA_URL: product.baseUrl, SERVANDA_TOKEN: product.token } },
  )
  return stdout.split('\n').filter((line) => line !== '')
}

const inShort = (line: string) => line.split(' ').slice(1).join(' ')

it('a follower of the feed prints each change once, and goes on where it stopped', async () => {
  const first = await organisation('Assembly')
  const before = await followed(first)
  const nothing = await follow()
  const second = await organisation('Council')

  const after = await followed(second)

  expect(before.map(inShort)).toContain(`organisation.changed recorded ${first}`)
  expect(nothing).toEqual([])
  expect(after.map(inShort)).toEqual([`organisation.changed recorded ${second}`])
}, 120_000)

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

it('a receiver of the webhook takes what is signed, once, and nothing else', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  const { body: made } = await product.call('POST', '/v1/webhooks', {
    name: 'Receiver',
    url,
    types: ['organisation.changed'],
  })
  const [program, ...flags] = node
  const receiver = spawn(program, [...flags, example('receive-webhook.ts')], {
    env: { ...process.env, WEBHOOK_SECRET: made.secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(receiver)
  let printed = ''
  receiver.stdout.on('data', (chunk) => {
    printed += chunk
  })
  await vi.waitFor(() => expect(printed).toContain('listening'), patience)

  const id = await organisation('Commission')
  await vi.waitFor(() => expect(printed).toContain(`organisation.changed recorded ${id}`), patience)

  const send = async (secret: string, at: Date, headers: object = {}) => {
    const data = { id: 'chg_1', action: 'forged', subjectId: 'org_1' }
    const body = JSON.stringify({ type: 'organisation.changed', timestamp: at.toISOString(), data })
    const signed = {
      'webhook-id': 'chg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('chg_1', at, body),
    }
    return (await fetch(url, { method: 'POST', body, headers: { ...signed, ...headers } })).status
  }
  const now = new Date()
  expect(await send('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', now)).toBe(401)
  expect(await send(made.secret, new Date(now.getTime() - 600_000))).toBe(401)
  expect(await send(made.secret, now, { 'webhook-id': 'chg_2' })).toBe(401)
  expect(printed).not.toContain('forged')
  expect([await send(made.secret, now), await send(made.secret, now)]).toEqual([204, 204])
  await vi.waitFor(() => expect(printed.split('forged')).toHaveLength(2), patience)
}, 120_000)

it('a rule on the bus matches what is put there', () => {
  const stack = new Stack(new App(), 'Theirs')
  queueOfChanges(stack, 'arn:aws:events:eu-central-1:111111111111:event-bus/Servanda', 'ws_a')

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventBusName: Match.anyValue(),
    EventPattern: {
      source: ['servanda'],
      'detail-type': [detailTypeOf('record.changed'), detailTypeOf('organisation.changed')],
      detail: { workspaceId: ['ws_a'] },
    },
  })
})

it('the schemas of what is told are those of the page', () => {
  const open = (schema: z.ZodType) =>
    z.toJSONSchema(schema, {
      // Members may be added: a schema that forbids them would have receivers refuse what they could ignore.
      override: ({ jsonSchema }) => {
        delete jsonSchema.additionalProperties
      },
    })
  const $defs = { Change: open(Change), WebhookBody: open(WebhookBody), BusDetail: open(ChangeEvent) }

  const page = readFileSync(new URL('../../docs/schemas/changes.json', import.meta.url), 'utf8')
  expect(JSON.parse(page)).toEqual(JSON.parse(JSON.stringify({ $defs })))
})
