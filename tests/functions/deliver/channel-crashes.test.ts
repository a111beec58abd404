import { describe, expect, it } from 'vitest'
import { takeEvent } from '../../../functions/provider-events/provider-events.ts'
import { sesEvent } from '../../../functions/provider-events/ses-event.ts'
import type { Channel, Outcome } from '../../../shared/channel/channel.ts'
import type { PostAnswer, PostRequest } from '../../../shared/channel/target/post.ts'
import { Desk, RecordingChannel } from '../../support/desk.ts'
import { Crash, crashingTable, type Fault } from '../../support/faulty-table.ts'
import { MemoryTable } from '../../support/memory-table.ts'
import { fromSes, permanent } from '../provider-events/ses-events.ts'

const faults = ['lost request', 'lost response', 'own write met again'] as const

/** What each kind answers where it accepts. */
const yes = { slack: [200, 'ok'], teams: [202, ''], webhook: [204, ''] } as const
type Kind = keyof typeof yes

function answered([status, body]: readonly [number, string]): PostAnswer {
  return { kind: 'answered', status, body, isWhole: true, retryAfterSeconds: null }
}

/** The administrator is reached by one channel, and a report of theirs is due; `answer` to each post, then yes. */
async function deskBy(kind: Kind, answers: PostAnswer[]) {
  const memory = new MemoryTable()
  const desk = await Desk.open('2026-03-02T09:00:00Z', memory)
  const posts: PostRequest[] = []
  desk.post = async (request) => {
    posts.push(request)
    return answers.shift() ?? answered(yes[kind])
  }
  const target = 'https://hooks.example.org/x'
  const channel = await desk.done('POST', '/v1/channels', { kind, name: 'Desk', target })
  const [{ id }] = (await desk.done('GET', '/v1/team')).data
  const path = `/v1/team/${id}/reminders`
  await desk.done('PATCH', path, { channels: [channel.id] }, { 'if-match': '*' })
  const report = { title: 'First', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30, 7] }
  await desk.done('POST', '/v1/commitments', report)
  desk.setClock('2026-05-01T08:00:00Z')
  return { desk, memory, posts, channel }
}

/** A story with a fault at each call of the sweep and its deliveries in turn, and once without any. */
async function* everyCrash(kind: Kind, fault: Fault, answers: () => PostAnswer[], until: string) {
  for (let n = 1; ; n += 1) {
    const story = await deskBy(kind, answers())
    const table = crashingTable(story.desk.table, n, fault)
    await story.desk.sweepOnce(table).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
    })
    const wasFenced = [...story.memory.items()].some(
      ({ sk, state, claimNonce }) =>
        sk.startsWith('ENVELOPE#') && state === 'fenced' && claimNonce !== 'nobody',
    )
    await story.desk.passTo(until)
    const { data } = await story.desk.done('GET', '/v1/reminders?from=2026-04-01&to=2026-05-10&limit=100')
    const states = data.filter(({ deliveryId }: any) => deliveryId !== null).map(({ state }: any) => state)
    yield { ...story, n, wasFenced, states }
    if (table.calls() < n) return
  }
}

const soon = '2026-05-05T12:00:00Z'

describe.each(faults)('whatever call meets a fault (%s),', (fault) => {
  it.each(['slack', 'teams'] as const)(
    'a reminder by %s has one more copy, which says so, only where it may have been sent',
    async (kind) => {
      for await (const { n, posts, wasFenced, states } of everyCrash(kind, fault, () => [], soon)) {
        const labelled = posts.filter(({ body }) => body.includes('Sent again: ')).length
        expect(labelled, `call ${n}`).toBe(wasFenced ? 1 : 0)
        expect(posts.length - labelled, `call ${n}`).toBeLessThanOrEqual(1)
        expect(posts.length, `call ${n}`).toBeGreaterThan(0)
        expect(states, `call ${n}`).toEqual(['sent'])
      }
    },
  )

  it('every copy of a reminder by webhook has the same id and says the same', async () => {
    const lost = (): PostAnswer[] => [{ kind: 'lost', reason: 'ECONNRESET' }]
    for (const answers of [() => [], lost])
      for await (const { n, posts, states } of everyCrash('webhook', fault, answers, soon)) {
        const said = posts.map(({ headers, body }) => [
          headers['webhook-id'],
          body.replace('"label":"late"', '"label":"none"').replace('Late: ', ''),
        ])
        expect(new Set(said.map(String)).size, `call ${n}`).toBe(1)
        expect(states, `call ${n}`).toEqual(['sent'])
      }
  })

  it('a channel that is gone is disabled in the end, and its person is told once by e-mail', async () => {
    const gone = () => Array.from({ length: 10 }, () => answered([410, '']))
    for await (const { n, desk, channel } of everyCrash('webhook', fault, gone, '2026-05-27T12:00:00Z')) {
      expect((await desk.done('GET', `/v1/channels/${channel.id}`)).status.state, `call ${n}`).toBe(
        'disabled',
      )
      const told = desk.channel.subjects.map((subject) => /in (\d+) days/.exec(subject)?.[1])
      expect(told.filter((days) => days === '7').length, `call ${n}`).toBe(1)
      expect(told.filter((days) => days !== '7').length, `call ${n}`).toBe(1)
    }
  })
})

/** SES, which says later what became of a mail. */
class TellingChannel extends RecordingChannel implements Channel {
  readonly tellsLater = true
}

/** Leyla's report, whose deputy is Otto, by a provider that tells later. */
async function deskThatIsTold(outcomes: Outcome[]) {
  const desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable())
  desk.channel = new TellingChannel()
  desk.channel.outcome = () => outcomes.shift() ?? { kind: 'accepted', providerId: 'ses-1' }
  const join = async (name: string) =>
    (await desk.done('POST', '/v1/team', { name, email: `${name}@example.org` })).id
  const people = { ownerId: await join('leyla'), deputyId: await join('otto') }
  const schedule = { kind: 'once', on: '2026-06-01' }
  await desk.done('POST', '/v1/commitments', { title: 'First', schedule, leadDays: [30], ...people })
  return desk
}

describe.each(faults)('whatever call of taking an event meets a fault (%s),', (fault) => {
  it.each<[string, Outcome[], string, string[]]>([
    ['a mail that came back has failed, and the deputy is told once', [], 'Bounce', ['leyla', 'otto']],
    [
      'a mail that nobody knew of is sent, and has no copy',
      [{ kind: 'unknown', reason: 'lost' }],
      'Send',
      ['leyla'],
    ],
  ])('%s', async (_, outcomes, type, recipients) => {
    for (let n = 1; ; n += 1) {
      const desk = await deskThatIsTold([...outcomes])
      await desk.passTo('2026-05-01T08:00:10Z')
      const told = sesEvent(fromSes(desk.channel.sent[0]!.key, type, type === 'Bounce' ? permanent : {}))!
      const table = crashingTable(desk.table, n, fault)
      // The queue gives it again, in a while, where it failed or came too early.
      const take = (by = desk.table) => takeEvent(by, desk.clock(), told).catch(() => 'later')
      await take(table)
      await take()
      await desk.passTo('2026-05-01T08:02:10Z')
      await take()
      await desk.passTo('2026-05-04T12:00:00Z')

      const to = desk.channel.sent.map((each) => each.to.split('@')[0])
      expect(to, `call ${n}`).toEqual(recipients)
      const { data } = await desk.done('GET', '/v1/reminders?from=2026-04-01&to=2026-05-10')
      expect(data[0].state, `call ${n}`).toBe(type === 'Bounce' ? 'failed' : 'sent')
      if (table.calls() < n) break
    }
  })
})
