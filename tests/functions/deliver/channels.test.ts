import { beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../../shared/channel/channel.ts'
import {
  answering,
  aReceiver,
  endless,
  type Reaction,
  type Receiver,
  reset,
  silent,
} from '../../shared/channel/target/receivers.ts'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z', undefined, { reach: 'loopback_too' })
})

async function add(kind: string, target: string): Promise<string> {
  return (await desk.done('POST', '/v1/channels', { kind, name: 'Desk', target })).id
}

/** Adds a receiver that reacts in turn, then as the last one says; and the channel that leads to it. */
async function aChannel(kind: string, ...reactions: Reaction[]): Promise<Receiver & { readonly id: string }> {
  let n = 0
  const receiver = await aReceiver((...all) => {
    reactions[Math.min(n, reactions.length - 1)]?.(...all)
    n += 1
  })
  return Object.assign(receiver, { id: await add(kind, receiver.url) })
}

function report(more: object = {}) {
  const body = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30, 7], ...more }
  return desk.done('POST', '/v1/commitments', body)
}

async function administrator(): Promise<string> {
  return (await desk.done('GET', '/v1/team')).data[0].id
}

async function choose(person: string, channels: string[]) {
  await desk.done('PATCH', `/v1/team/${person}/reminders`, { channels }, { 'if-match': '*' })
}

/** The reminders that are in the ledger: by which channel, how they ended, and what each try came to. */
async function ledger(to = '2026-07-01') {
  const { data } = await desk.done('GET', `/v1/reminders?from=2026-03-01&to=${to}&limit=100`)
  return data
    .filter(({ deliveryId }: any) => deliveryId !== null)
    .map(({ channel, state, attempts }: any) => [
      channel === 'email' ? 'email' : 'channel',
      state,
      attempts.map(({ outcome }: any) => outcome),
    ])
    .sort(([a]: any, [b]: any) => (a < b ? -1 : 1))
}

const ok = answering(200, 'ok')
const subjectsOf = ({ received }: Receiver) => received.map(({ body }) => JSON.parse(body).text)

describe('a reminder', () => {
  it('goes out by each channel that a person has chosen, once', async () => {
    const slack = await aChannel('slack', ok)
    await choose(await administrator(), ['email', slack.id])
    await report()

    await desk.passTo('2026-05-04T09:00:00Z')

    expect(desk.channel.subjects).toEqual(['Report: 1 June 2026 (in 31 days)'])
    expect(subjectsOf(slack)).toEqual(['Report: 1 June 2026 (in 31 days)'])
    expect(await ledger('2026-05-10')).toEqual([
      ['channel', 'sent', ['accepted']],
      ['email', 'sent', ['accepted']],
    ])
    expect(desk.faults).toEqual([])
  })

  it('goes to a channel that watches a record, beside who answers for it', async () => {
    const teams = await aChannel('teams', answering(202))
    await report({ watchers: [teams.id] })

    await desk.passTo('2026-05-04T09:00:00Z')

    expect(teams.received).toHaveLength(1)
    expect(desk.channel.sent).toHaveLength(1)
  })

  it('goes by e-mail from when the channel is removed', async () => {
    const slack = await aChannel('slack', ok)
    await choose(await administrator(), [slack.id])
    await report()
    await desk.passTo('2026-05-04T09:00:00Z')
    await desk.done('DELETE', `/v1/channels/${slack.id}`, undefined, { 'if-match': '*' })

    await desk.passTo('2026-05-26T09:00:00Z')

    expect(slack.received).toHaveLength(1)
    expect(desk.channel.subjects).toEqual(['Report: 1 June 2026 (in 7 days)'])
  })

  it('is not told twice to somebody who is also named by their address', async () => {
    await report({ watchers: ['Admin@example.org', 'registry@ministry.example'] })

    await desk.passTo('2026-05-04T09:00:00Z')

    expect(desk.channel.sent.map(({ to }) => to).sort()).toEqual([
      'admin@example.org',
      'registry@ministry.example',
    ])
  })

  it.each<[string, Reaction]>([
    ['hangs', silent],
    ['resets', reset],
    ['refuses', answering(400, 'invalid_payload')],
    ['answers without end', endless().react],
    ['leads elsewhere', answering(302, '', { location: 'http://127.0.0.1:1/' })],
  ])('by a channel that %s holds up no other', async (_, reaction) => {
    const bad = await aChannel('slack', reaction)
    const good = await aChannel('slack', ok)
    await report({ watchers: [bad.id, good.id, 'registry@ministry.example'] })

    await desk.passTo('2026-05-04T09:00:00Z')

    expect(good.received).toHaveLength(1)
    expect(desk.channel.sent).toHaveLength(2)
  })
})

describe('an answer', () => {
  it('of Slack that nobody knows ends in one copy that says so, and then is held', async () => {
    const slack = await aChannel('slack', reset)
    await report({ watchers: [slack.id] })

    await desk.passTo('2026-05-04T09:00:00Z')

    expect(subjectsOf(slack)).toEqual([
      'Report: 1 June 2026 (in 31 days)',
      'Sent again: Report: 1 June 2026 (in 31 days)',
    ])
    expect(await ledger('2026-05-10')).toContainEqual(['channel', 'held', ['unknown', 'unknown']])
  })

  it('of a webhook that nobody knows is followed by the same message under the same id', async () => {
    const webhook = await aChannel('webhook', reset, silent, answering(204))
    await report({ watchers: [webhook.id] })

    await desk.passTo('2026-05-04T09:00:00Z')

    const sent = webhook.received
    expect(sent).toHaveLength(3)
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1)
    expect(await ledger('2026-05-10')).toContainEqual(['channel', 'sent', ['unknown', 'unknown', 'accepted']])
  })

  it('of a webhook that stays unknown for three days is held', async () => {
    const webhook = await aChannel('webhook', reset)
    await report({ watchers: [webhook.id], leadDays: [30] })

    await desk.passTo('2026-05-20T09:00:00Z')

    expect(webhook.received).toHaveLength(10)
    expect((await ledger()).find(([channel]: any) => channel === 'channel')[1]).toBe('held')
  })

  it('429 waits as long as it asks, and is no second copy', async () => {
    const slack = await aChannel('slack', answering(429, 'rate_limited', { 'retry-after': '7200' }), ok)
    await report({ watchers: [slack.id] })

    await desk.passTo('2026-05-01T09:59:00Z')
    const before = slack.received.length
    await desk.passTo('2026-05-01T10:05:00Z')

    expect([before, slack.received.length]).toEqual([1, 2])
    expect(subjectsOf(slack)[1]).toBe('Late: Report: 1 June 2026 (in 31 days)')
  })

  it('that the target is gone disables the channel, and a person is reached by e-mail', async () => {
    const webhook = await aChannel('webhook', answering(410))
    await choose(await administrator(), [webhook.id])
    await report()

    await desk.passTo('2026-05-26T09:00:00Z')

    expect((await desk.done('GET', `/v1/channels/${webhook.id}`)).status).toEqual({
      state: 'disabled',
      at: '2026-05-01T08:00:00Z',
      why: 'Its target answered that it takes nothing more: HTTP 410.',
    })
    expect(webhook.received).toHaveLength(1)
    expect(desk.channel.subjects).toEqual([
      'Report: 1 June 2026 (in 31 days)',
      'Report: 1 June 2026 (in 7 days)',
    ])
  })

  it('that was held or has failed is sent again by a person, by the same channel', async () => {
    const slack = await aChannel('slack', answering(403, 'action_prohibited'), ok)
    await report({ watchers: [slack.id], leadDays: [30] })
    await desk.passTo('2026-05-04T09:00:00Z')
    const { data } = await desk.done('GET', '/v1/reminders?from=2026-04-01&to=2026-05-10&state=failed')

    await desk.done('POST', `/v1/reminders/${data[0].deliveryId}/resend`)
    await desk.passTo('2026-05-05T09:00:00Z')

    expect(data[0].why).toBe('HTTP 403: action_prohibited')
    expect(subjectsOf(slack)).toHaveLength(2)
    expect((await ledger('2026-05-10')).map(([, state]: any) => state).sort()).toEqual([
      'failed',
      'sent',
      'sent',
    ])
  })
})

describe('where whoever answers is not reached,', () => {
  const refused: Outcome = { kind: 'refused', permanence: 'permanent', reason: '550 no such mailbox' }
  const others: Outcome = { kind: 'accepted', providerId: null }
  let leyla: string
  let otto: string

  beforeEach(async () => {
    const join = async (name: string) =>
      (await desk.done('POST', '/v1/team', { name, email: `${name}@example.org` })).id
    leyla = await join('leyla')
    otto = await join('otto')
  })

  const away = (...addresses: string[]) => {
    desk.channel.outcome = ({ to }) => (addresses.includes(to) ? refused : others)
  }

  it('the deputy is told at once, why and in whose place', async () => {
    away('leyla@example.org')
    await report({ ownerId: leyla, deputyId: otto })

    await desk.passTo('2026-05-01T12:00:00Z')

    expect(desk.channel.sent.map(({ to }) => to)).toEqual(['leyla@example.org', 'otto@example.org'])
    expect(desk.channel.sent[1]!.text).toContain('could not be delivered before: 550 no such mailbox')
  })

  it('the administrator follows where the deputy is not reached either, and then nobody', async () => {
    away('leyla@example.org', 'otto@example.org', 'admin@example.org')
    await report({ ownerId: leyla, deputyId: otto })

    await desk.passTo('2026-05-04T12:00:00Z')

    expect(desk.channel.sent.map(({ to }) => to)).toEqual([
      'leyla@example.org',
      'otto@example.org',
      'admin@example.org',
    ])
  })

  it('they are tried by e-mail first where it was a channel that failed', async () => {
    const slack = await aChannel('slack', answering(404, 'no_service'))
    await choose(leyla, [slack.id])
    await report({ ownerId: leyla, deputyId: otto })

    await desk.passTo('2026-05-04T12:00:00Z')

    expect(desk.channel.sent.map(({ to }) => to)).toEqual(['leyla@example.org'])
  })

  it('nobody stands in any more once they are reached again', async () => {
    away('leyla@example.org')
    await report({ ownerId: leyla, deputyId: otto })
    await desk.passTo('2026-05-04T12:00:00Z')
    await desk.done('PATCH', `/v1/team/${leyla}`, { email: 'leyla@new.example' }, { 'if-match': '*' })
    const { data } = await desk.done('GET', '/v1/reminders?from=2026-04-01&to=2026-05-10&state=failed')
    await desk.done('POST', `/v1/reminders/${data[0].deliveryId}/resend`)

    await desk.passTo('2026-05-26T12:00:00Z')

    expect(desk.channel.sent.map(({ to }) => to)).toEqual([
      'leyla@example.org',
      'otto@example.org',
      'leyla@new.example',
      'leyla@new.example',
    ])
  })
})
