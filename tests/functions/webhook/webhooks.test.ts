import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../../../functions/sweep/sweep.ts'
import { callWebhook } from '../../../functions/webhook/call-webhook.ts'
import { openPost, type PostAnswer } from '../../../shared/channel/target/post.ts'
import { indexPartitions, wakeShards } from '../../../shared/table/keys.ts'
import { all } from '../../../shared/table/table.ts'
import { plusSeconds } from '../../../shared/time/instant.ts'
import { type WebhookDue, webhookDueOf } from '../../../shared/webhook/webhook-message.ts'
import { Desk } from '../../support/desk.ts'
import { tellChanges } from '../../support/tell-changes.ts'

type Got = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }

const accepted: PostAnswer = {
  kind: 'answered',
  status: 200,
  retryAfterSeconds: null,
  body: '',
  isWhole: true,
}
const answered = (status: number, retryAfterSeconds: number | null = null): PostAnswer => ({
  ...{ kind: 'answered', status, retryAfterSeconds, body: '', isWhole: true },
})
const lost: PostAnswer = { kind: 'lost', reason: 'ECONNRESET' }
const commitment = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] }
let desk: Desk
let got: Got[]
let answer: (request: Got) => PostAnswer

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  got = []
  answer = () => accepted
})
afterEach(() => expect(desk.faults).toEqual([]))

async function webhook(more: object = {}): Promise<any> {
  const body = { name: 'Archive', url: 'https://archive.example.org/in', types: ['record.changed'], ...more }
  return desk.done('POST', '/v1/webhooks', body)
}

const call = (due: WebhookDue) =>
  callWebhook(
    {
      table: desk.table,
      tableId: desk.tableId,
      now: desk.clock,
      post: async (request) => {
        got.push(request)
        return answer(request)
      },
    },
    due,
  )

/** What the stream tells, a sweep, and the calls that it hands over. */
async function minute(): Promise<void> {
  await tellChanges(desk.table, { now: desk.clock })
  const calls: WebhookDue[] = []
  await sweep({
    table: desk.table,
    tableId: desk.tableId,
    now: desk.clock,
    publish: async () => [],
    callWebhooks: async (due) => {
      calls.push(...due)
      return due
    },
    report: (fault) => desk.faults.push(fault),
  })
  for (const due of calls) await call(due)
}

/** The calls that are waiting, and for when. */
async function waiting(): Promise<string[]> {
  const found: string[] = []
  for (let shard = 0; shard < wakeShards; shard += 1)
    for await (const row of all(desk.table, { index: 'byWake', partition: indexPartitions.wake(shard) }))
      if (webhookDueOf(row) !== undefined) found.push(String(row.wakeAt))
  return found
}

async function log(id: string): Promise<any[]> {
  return (await desk.done('GET', `/v1/webhooks/${id}/messages`)).data
}

describe('a webhook', () => {
  it('is told what has changed, signed with the secret that was shown once', async () => {
    const { id, secret } = await webhook()
    const { id: recordId } = await desk.done('POST', '/v1/commitments', commitment)

    await minute()

    const [{ url, headers, body } = { url: '', headers: {}, body: '' }] = got
    expect([got.length, url]).toEqual([1, 'https://archive.example.org/in'])
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const key = Buffer.from(secret.slice(6), 'base64')
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    )
    expect(JSON.parse(body)).toMatchObject({
      type: 'record.changed',
      timestamp: '2026-03-02T09:00:00Z',
      data: { subjectId: recordId, action: 'recorded' },
    })
    expect(JSON.stringify(await desk.done('GET', `/v1/webhooks/${id}`))).not.toContain(secret)
    expect(await log(id)).toMatchObject([{ state: 'delivered', attempts: [{ outcome: 'accepted' }] }])
  })

  it('is told each change once, however often the stream tells of it', async () => {
    await webhook()
    await desk.done('POST', '/v1/commitments', commitment)

    for (let n = 0; n < 3; n += 1) await minute()

    expect(got).toHaveLength(1)
  })

  it('is told only of the types that it names; where it names none, of all', async () => {
    await webhook({ types: ['organisation.changed'] })
    await webhook({ types: [], url: 'https://all.example.org/in' })
    await desk.done('POST', '/v1/commitments', commitment)
    await desk.done('POST', '/v1/organisations', { name: 'Assembly' })

    await minute()

    const told = (host: string) =>
      got.filter(({ url }) => url.includes(host)).map(({ body }) => JSON.parse(body).type)
    expect(told('archive')).toEqual(['organisation.changed'])
    expect(new Set(told('all'))).toContain('record.changed')
  })

  it('is told nothing of a record that only some may see, nor once it is hidden', async () => {
    await webhook({ types: [] })
    const [administrator] = (await desk.done('GET', '/v1/team')).data
    await tellChanges(desk.table, { now: desk.clock })
    const visibleTo = [administrator.id]
    await desk.done('POST', '/v1/commitments', { ...commitment, visibleTo })
    const { id } = await desk.done('POST', '/v1/commitments', commitment)
    await tellChanges(desk.table, { now: desk.clock })
    await desk.done('PATCH', `/v1/commitments/${id}`, { visibleTo }, { 'if-match': '*' })

    await minute()

    expect(got.map(({ body }) => JSON.parse(body).type)).not.toContain('record.changed')
    expect(got.length).toBeGreaterThan(0)
    expect(await waiting()).toEqual([])
  })

  it('signs with both secrets for a day after a rotation', async () => {
    const { id } = await webhook()
    await desk.done('POST', `/v1/webhooks/${id}/rotate-secret`, {})
    await desk.done('POST', '/v1/commitments', commitment)
    await minute()
    desk.setClock('2026-03-03T09:00:00Z')
    await desk.done('POST', '/v1/commitments', commitment)
    await minute()

    expect(got.map(({ headers }) => headers['webhook-signature']?.split(' ').length)).toEqual([2, 1])
  })

  it('may not be at an internal address', async () => {
    const urls = ['http://archive.example.org/in', 'https://127.0.0.1/in', 'https://169.254.169.254/latest']
    for (const url of urls) {
      const { status, body } = await desk.call('POST', '/v1/webhooks', { name: 'x', url })
      expect([url, status, body.errors?.[0].pointer]).toEqual([url, 422, '/url'])
    }
  })

  it('is an administrator’s to see and to change', async () => {
    const { id } = await webhook()
    const { id: personId } = await desk.done('POST', '/v1/team', { name: 'O', email: 'o@example.org' })
    const otto = await desk.tokenOf(personId)

    for (const path of ['', `/${id}`, `/${id}/messages`])
      expect((await desk.call('GET', `/v1/webhooks${path}`, undefined, otto)).status).toBe(403)
  })
})

describe('a receiver that does not accept', () => {
  it('is told again over three days, under the same id, and then no more', async () => {
    const { id } = await webhook()
    await desk.done('POST', '/v1/commitments', commitment)
    answer = ({ headers }) => (headers['webhook-id'] === '' ? accepted : answered(503))
    await minute()
    const begun = desk.clock()

    for (let n = 0; n < 20; n += 1) {
      const [next] = await waiting()
      if (next === undefined) break
      desk.setClock(next)
      await minute()
    }

    const [message] = await log(id)
    expect([
      got.length,
      message.state,
      new Set(got.map(({ headers }) => headers['webhook-id'])).size,
    ]).toEqual([10, 'failed', 1])
    expect(new Set(got.map(({ body }) => body)).size).toBe(1)
    expect(desk.clock() > plusSeconds(begun, 2.5 * 86_400)).toBe(true)
    expect(desk.clock() < plusSeconds(begun, 4 * 86_400)).toBe(true)
  })

  it('is waited for as long as it asks', async () => {
    await webhook()
    await desk.done('POST', '/v1/commitments', commitment)
    answer = () => answered(429, 7_200)

    await minute()

    expect(await waiting()).toEqual(['2026-03-02T11:00:00Z'])
  })

  it('is told again where its answer is lost: it knows the message by its id', async () => {
    const { id } = await webhook()
    await desk.done('POST', '/v1/commitments', commitment)
    answer = () => (got.length === 1 ? lost : accepted)
    await minute()
    desk.setClock('2026-03-02T09:01:00Z')
    await minute()

    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array(2).fill(got[0]?.headers['webhook-id']),
    )
    expect((await log(id))[0].attempts.map(({ outcome }: any) => outcome)).toEqual(['unknown', 'accepted'])
  })

  it('holds up no other one', async () => {
    await webhook()
    await webhook({ url: 'https://other.example.org/in' })
    await desk.done('POST', '/v1/commitments', commitment)
    answer = ({ url }) => (url.includes('archive') ? answered(500) : accepted)

    await minute()

    expect(got).toHaveLength(2)
  })

  it('that answers 410 is told nothing more until an administrator takes it up again', async () => {
    const { id } = await webhook()
    await desk.done('POST', '/v1/commitments', commitment)
    answer = () => answered(410)
    await minute()
    const { status } = await desk.done('GET', `/v1/webhooks/${id}`)
    await desk.done('POST', '/v1/commitments', commitment)
    await minute()
    const whileDisabled = got.length

    answer = () => accepted
    await desk.done('PATCH', `/v1/webhooks/${id}`, { state: 'active' }, { 'if-match': '*' })
    await desk.done('POST', '/v1/commitments', commitment)
    await minute()

    expect(status).toMatchObject({ state: 'disabled', why: expect.stringContaining('410') })
    expect([whileDisabled, got.length]).toEqual([1, 2])
  })
})

describe('a message', () => {
  it('can be replayed by a person, under the same id', async () => {
    const { id } = await webhook()
    await desk.done('POST', '/v1/commitments', commitment)
    await minute()
    const [{ messageId }] = await log(id)

    await desk.done('POST', `/v1/webhooks/${id}/messages/${messageId}/replay`, {})
    await minute()

    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array(2).fill(got[0]?.headers['webhook-id']),
    )
    expect((await log(id))[0].attempts).toHaveLength(2)
  })

  it('that two workers get at once is sent by one', async () => {
    await webhook()
    await desk.done('POST', '/v1/commitments', commitment)
    await tellChanges(desk.table, { now: desk.clock })
    const due: WebhookDue[] = []
    for (let shard = 0; shard < wakeShards; shard += 1)
      for await (const row of all(desk.table, { index: 'byWake', partition: indexPartitions.wake(shard) }))
        due.push(...[webhookDueOf(row)].filter((each) => each !== undefined))

    await Promise.all([...due, ...due, ...due].map(call))

    expect([due.length, got.length]).toEqual([1, 1])
  })

  it('whose worker ended in the middle is tried again', async () => {
    await webhook()
    await desk.done('POST', '/v1/commitments', commitment)
    answer = () => {
      throw new Error('the worker ended')
    }
    await minute().catch(() => undefined)
    answer = () => accepted
    desk.setClock('2026-03-02T09:01:00Z')
    await minute()

    expect(got).toHaveLength(2)
  })

  it('is not sent from a restored table', async () => {
    await webhook()
    await desk.done('POST', '/v1/commitments', commitment)
    await desk.sweepOnce()
    desk.tableId = async () => 'restored'

    await minute()

    expect(got).toEqual([])
  })
})

it('a receiver on this machine is told by a real request', async () => {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request)
    bodies.push(Buffer.concat(chunks).toString())
    response.writeHead(202).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const near = await Desk.open('2026-03-02T09:00:00Z', desk.table, { reach: 'loopback_too' })
  await near.done('POST', '/v1/webhooks', { name: 'Near', url: `http://127.0.0.1:${port}/in` })
  await near.done('POST', '/v1/commitments', commitment)
  await tellChanges(near.table, { now: near.clock })
  const now = near.clock
  for (let shard = 0; shard < wakeShards; shard += 1)
    for await (const row of all(near.table, { index: 'byWake', partition: indexPartitions.wake(shard) })) {
      const due = webhookDueOf(row)
      const parts = {
        table: near.table,
        tableId: near.tableId,
        now,
        post: openPost({ reach: 'loopback_too' }),
      }
      if (due !== undefined) await callWebhook(parts, due)
    }
  server.close()

  expect(bodies.map((body) => JSON.parse(body).type)).toContain('record.changed')
})
