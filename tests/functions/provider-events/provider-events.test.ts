import { beforeEach, describe, expect, it } from 'vitest'
import { takeEvent } from '../../../functions/provider-events/provider-events.ts'
import { consume } from '../../../functions/provider-events/queue.ts'
import { sesEvent } from '../../../functions/provider-events/ses-event.ts'
import type { Channel, Outcome } from '../../../shared/channel/channel.ts'
import { Desk, RecordingChannel } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'
import { fromSes, passing, permanent } from './ses-events.ts'

/** SES, which says later what became of a mail. */
class TellingChannel extends RecordingChannel implements Channel {
  readonly tellsLater = true
}

const accepted: Outcome = { kind: 'accepted', providerId: 'ses-1' }
let desk: Desk
let leyla: string
let otto: string

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  desk.channel = new TellingChannel()
  desk.channel.outcome = accepted
  const join = async (name: string) =>
    (await desk.done('POST', '/v1/team', { name, email: `${name}@example.org` })).id
  leyla = await join('leyla')
  otto = await join('otto')
  await desk.done('POST', '/v1/commitments', {
    title: 'Report',
    schedule: { kind: 'once', on: '2026-06-01' },
    leadDays: [30, 7],
    ownerId: leyla,
    deputyId: otto,
  })
})

const keyOf = (n = 0) => desk.channel.sent[n]!.key

/** Takes an event of the first mail as the queue hands it over. */
async function tell(eventType: string, more: object = {}, at?: string) {
  const take = consume((told) => takeEvent(desk.table, desk.clock(), told))
  const body = JSON.stringify({ source: 'aws.ses', detail: fromSes(keyOf(), eventType, more, at) })
  const { batchItemFailures } = await take({ Records: [{ messageId: 'm', body }] } as any)
  return batchItemFailures.length === 0 ? 'done' : 'again'
}

async function first() {
  const { data } = await desk.done('GET', '/v1/reminders?from=2026-04-01&to=2026-05-20')
  return data.find(({ recipient }: any) => recipient === leyla)
}

const recipients = () => desk.channel.sent.map(({ to }) => to.split('@')[0])

describe('a mail that SES took', () => {
  beforeEach(() => desk.passTo('2026-05-01T08:00:10Z'))

  it('is sent, and its tries say that it was delivered', async () => {
    await tell('Send')
    await tell('Delivery', { delivery: { smtpResponse: '250 ok' } })

    const { state, attempts } = await first()
    expect(state).toBe('sent')
    expect(attempts.map(({ events }: any) => events.map(({ kind, detail }: any) => [kind, detail]))).toEqual([
      [
        ['send', null],
        ['delivery', '250 ok'],
      ],
    ])
  })

  it.each([
    ['Bounce', permanent, 'The mail came back: smtp; 550 5.1.1 no such user'],
    ['Bounce', passing, 'The mail came back: Transient, General'],
    ['Reject', { reject: { reason: 'Bad content' } }, 'The provider did not send it: Bad content'],
  ])('and that comes back (%s) has failed, and the deputy is told at once', async (type, more, why) => {
    await tell(type, more)
    await desk.passTo('2026-05-01T12:00:00Z')

    expect(await first()).toMatchObject({ state: 'failed', why })
    expect(recipients()).toEqual(['leyla', 'otto'])
    expect(desk.channel.sent[1]!.text).toContain(why)
  })

  it('and that a reader calls spam stays sent, and says so', async () => {
    await tell('Complaint', { complaint: { complaintFeedbackType: 'abuse' } })
    await desk.passTo('2026-05-01T12:00:00Z')

    const { state, attempts } = await first()
    expect([state, attempts[0].events[0].kind, attempts[0].events[0].detail]).toEqual([
      'sent',
      'complaint',
      'abuse',
    ])
    expect(recipients()).toEqual(['leyla'])
  })

  it('and that the reader’s absence answers has reached them', async () => {
    await tell('Delivery', { delivery: {} })
    await tell('Bounce', passing, '2026-05-01T08:00:09.000Z')

    expect((await first()).state).toBe('sent')
  })

  it('and that comes back though it was delivered has failed', async () => {
    await tell('Delivery', { delivery: {} })
    await tell('Bounce', permanent, '2026-05-01T08:00:09.000Z')

    expect((await first()).state).toBe('failed')
  })

  it('comes to the same in whatever order it is told, and however often', async () => {
    for (const _ of [1, 2]) {
      await tell('Bounce', permanent)
      await tell('Send')
    }
    await desk.passTo('2026-05-01T12:00:00Z')
    await tell('Bounce', permanent)
    await desk.passTo('2026-05-04T12:00:00Z')

    const { state, attempts } = await first()
    expect([state, attempts[0].events.map(({ kind }: any) => kind)]).toEqual(['failed', ['send', 'bounce']])
    expect(recipients()).toEqual(['leyla', 'otto'])
  })

  it('and that comes back after a later reminder arrived sends nobody anything', async () => {
    await desk.passTo('2026-05-25T12:00:00Z')
    await tell('Bounce', permanent)
    await desk.passTo('2026-05-26T12:00:00Z')

    expect((await first()).state).toBe('failed')
    expect(recipients()).toEqual(['leyla', 'leyla'])
  })

  it('is sent again by a person once its address is mended', async () => {
    await tell('Bounce', permanent)
    await desk.passTo('2026-05-01T12:00:00Z')

    await desk.done('POST', `/v1/reminders/${(await first()).deliveryId}/resend`)
    await desk.passTo('2026-05-04T12:00:00Z')

    expect(recipients()).toEqual(['leyla', 'otto', 'leyla'])
  })
})

describe('a mail whose answer was lost', () => {
  beforeEach(async () => {
    const outcomes: Outcome[] = [{ kind: 'unknown', reason: 'the answer was lost' }]
    desk.channel.outcome = () => outcomes.shift() ?? accepted
    await desk.passTo('2026-05-01T08:00:10Z')
  })

  it('is sent once where SES tells that it took it, and no copy follows', async () => {
    const comesAgain = await tell('Send')
    await desk.passTo('2026-05-01T12:00:00Z')
    const settled = await tell('Send')

    expect([comesAgain, settled]).toEqual(['again', 'done'])
    expect(desk.channel.subjects).toEqual(['Report: 1 June 2026 (in 31 days)'])
    expect(await first()).toMatchObject({
      state: 'sent',
      attempts: [{ outcome: 'accepted', detail: 'ses-1' }],
    })
  })

  it('has failed where SES tells that it came back, and the deputy is told', async () => {
    await tell('Bounce', permanent)
    await desk.passTo('2026-05-01T12:00:00Z')

    expect((await first()).state).toBe('failed')
    expect(recipients()).toEqual(['leyla', 'otto'])
  })

  it('goes out once more, labelled, where SES tells nothing', async () => {
    await desk.passTo('2026-05-01T12:00:00Z')

    expect(desk.channel.subjects).toEqual([
      'Report: 1 June 2026 (in 31 days)',
      'Sent again: Report: 1 June 2026 (in 31 days)',
    ])
  })
})

it('a mail that is held has arrived where SES tells so later', async () => {
  desk.channel.outcome = { kind: 'unknown', reason: 'the answer was lost' }
  await desk.passTo('2026-05-01T08:30:00Z')
  const held = (await first()).state

  await tell('Delivery', { delivery: {} }, '2026-05-01T08:31:00.000Z')

  expect([held, (await first()).state]).toEqual(['held', 'sent'])
})

describe('what is no event of ours', () => {
  beforeEach(() => desk.passTo('2026-05-01T08:00:10Z'))

  it.each([
    [
      'of a mail that nobody here sent',
      (event: any) => ({
        ...event,
        mail: { ...event.mail, tags: { 'servanda-envelope': ['0'.repeat(40)] } },
      }),
    ],
    ['without a tag', (event: any) => ({ ...event, mail: { ...event.mail, tags: {} } })],
    [
      'with two tags',
      (event: any) => ({ ...event, mail: { ...event.mail, tags: { 'servanda-envelope': ['a', 'b'] } } }),
    ],
    ['of another kind', (event: any) => ({ ...event, eventType: 'Open' })],
    ['that is nothing at all', () => null],
    ['that is text', () => 'Bounce'],
  ])('%s changes nothing, and is not tried again', async (_, forged) => {
    const before = await dump(desk.table)
    const body = JSON.stringify({ detail: forged(fromSes(keyOf(), 'Bounce', permanent)) })

    const take = consume((told) => takeEvent(desk.table, desk.clock(), told))
    const answer = await take({ Records: [{ messageId: 'm', body }] } as any)

    expect(answer).toEqual({ batchItemFailures: [] })
    expect(await dump(desk.table)).toEqual(before)
  })
})

it('an event is known by what it is about, however often SES sends it', () => {
  const ids = [1, 2].map(() => sesEvent(fromSes('k', 'Bounce', permanent))?.event.id)

  expect(new Set(ids)).toEqual(new Set(['bounce-ses-1-2026-05-01T08:00:05Z']))
  expect(sesEvent(fromSes('b64-ZW52IzF8w7w', 'Send'))?.key).toBe('env#1|ü')
})
