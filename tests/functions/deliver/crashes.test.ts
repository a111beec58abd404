import { describe, expect, it } from 'vitest'
import type { Channel, Message, Outcome } from '../../../shared/mail/channel.ts'
import { Desk, RecordingChannel } from '../../support/desk.ts'
import { Crash, crashingTable, type Fault } from '../../support/faulty-table.ts'

/** A channel that can be asked what it has accepted, as the mailbox of one machine can. */
class AskableChannel extends RecordingChannel implements Channel {
  async lookUp(key: string): Promise<Outcome | undefined> {
    const known = this.sent.some((message) => message.key === key)
    return known ? { kind: 'accepted', providerId: null } : undefined
  }
}

type Scenario = {
  readonly prepare: (desk: Desk) => Promise<void>
  readonly at: string
  /** What a reader has to have been told of by the end, each once. */
  readonly titles: readonly string[]
}

const lead = (title: string) => ({ title, schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] })

const scenarios: Record<string, Scenario> = {
  'a reminder': {
    async prepare(desk) {
      await desk.done('POST', '/v1/commitments', lead('First'))
    },
    at: '2026-05-01T08:00:00Z',
    titles: ['First'],
  },
  'a digest of three records': {
    async prepare(desk) {
      for (const title of ['First', 'Second', 'Third'])
        await desk.done('POST', '/v1/commitments', lead(title))
    },
    at: '2026-05-01T08:00:00Z',
    titles: ['First', 'Second', 'Third'],
  },
  'a reminder after a silence': {
    async prepare(desk) {
      await desk.done('POST', '/v1/commitments', lead('First'))
      await desk.sweepOnce()
    },
    at: '2026-05-04T09:00:00Z',
    titles: ['First'],
  },
}

/** Runs a sweep and its deliveries into a crash at the n-th call, then lets others go on until all is quiet. */
async function crashAt(scenario: Scenario, channel: RecordingChannel, n: number, fault: Fault) {
  const desk = await Desk.open('2026-03-02T09:00:00Z')
  await scenario.prepare(desk)
  desk.setClock(scenario.at)
  desk.channel = channel
  const table = crashingTable(desk.table, n, fault)
  await desk.sweepOnce(table).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error
  })
  await desk.passTo('2026-05-05T12:00:00Z')
  return { calls: table.calls(), sent: channel.sent }
}

function copiesOf(title: string, sent: readonly Message[]): readonly Message[] {
  return sent.filter(({ text }) => text.includes(title))
}

describe.each(Object.entries(scenarios))('%s that meets a fault at any call', (_, scenario) => {
  describe.each(['lost request', 'lost response', 'own write met again'] as const)('(%s)', (fault) => {
    it('arrives once where the channel can be asked', async () => {
      for (let n = 1; ; n += 1) {
        const { calls, sent } = await crashAt(scenario, new AskableChannel(), n, fault)

        for (const title of scenario.titles)
          expect(copiesOf(title, sent), `${title}, call ${n}`).toHaveLength(1)
        expect(sent.filter(({ subject }) => subject.startsWith('Sent again:'))).toEqual([])
        if (calls < n) break
      }
    })

    it('arrives, and a second copy says so, where the channel cannot be asked', async () => {
      let labelled = 0
      for (let n = 1; ; n += 1) {
        const { calls, sent } = await crashAt(scenario, new RecordingChannel(), n, fault)

        for (const title of scenario.titles) {
          const copies = copiesOf(title, sent)
          const unlabelled = copies.filter(({ subject }) => !subject.startsWith('Sent again:'))
          expect(copies.length, `${title}, call ${n}`).toBeGreaterThan(0)
          expect(copies.length, `${title}, call ${n}`).toBeLessThanOrEqual(2)
          expect(unlabelled.length, `${title}, call ${n}`).toBeLessThanOrEqual(1)
          labelled += copies.length - unlabelled.length
        }
        if (calls < n) break
      }
      if (fault === 'own write met again') expect(labelled).toBe(0)
      else expect(labelled).toBeGreaterThan(0)
    })
  })
})

describe('an outcome', () => {
  async function deskWith(outcomes: Outcome[]): Promise<Desk> {
    const desk = await Desk.open('2026-03-02T09:00:00Z')
    desk.channel.outcome = () => outcomes.shift() ?? { kind: 'accepted', providerId: 'last' }
    await desk.done('POST', '/v1/commitments', lead('First'))
    return desk
  }
  const unknown: Outcome = { kind: 'unknown', reason: 'the answer was lost' }
  const busy: Outcome = { kind: 'refused', permanence: 'transient', reason: 'too many' }
  const refused: Outcome = { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
  const state = async (desk: Desk) =>
    (await desk.done('GET', '/v1/reminders?from=2026-04-01&to=2026-07-01')).data.map(
      ({ state, why, attempts }: any) => [state, why, attempts.map(({ outcome }: any) => outcome)],
    )

  it('that is not known ends in one labelled re-send', async () => {
    const desk = await deskWith([unknown])

    await desk.passTo('2026-05-20T09:00:00Z')

    expect(desk.channel.subjects).toEqual([
      'First: 1 June 2026 (in 31 days)',
      'Sent again: First: 1 June 2026 (in 31 days)',
    ])
    expect(await state(desk)).toEqual([['sent', null, ['unknown', 'accepted']]])
  })

  it('that is not known twice is held, and a person can send it again', async () => {
    const desk = await deskWith([unknown, unknown])
    await desk.passTo('2026-05-04T09:00:00Z')
    const held = await state(desk)
    const { data } = await desk.done('GET', '/v1/reminders?from=2026-04-01&state=held')

    await desk.done('POST', `/v1/reminders/${data[0].deliveryId}/resend`)
    await desk.passTo('2026-05-20T09:00:00Z')

    expect(held).toEqual([
      ['held', 'Nobody can say whether it arrived. the answer was lost', ['unknown', 'unknown']],
    ])
    expect(desk.channel.subjects).toHaveLength(3)
    expect(desk.channel.subjects.at(-1)).toBe('Sent again: First: 1 June 2026 (in 28 days)')
  })

  it('that is a passing refusal is tried again, without a label of a second copy', async () => {
    const desk = await deskWith([busy, busy])

    await desk.passTo('2026-05-20T09:00:00Z')

    expect(desk.channel.subjects).toEqual([
      'First: 1 June 2026 (in 31 days)',
      'First: 1 June 2026 (in 31 days)',
      'Late: First: 1 June 2026 (in 31 days)',
    ])
    expect(await state(desk)).toEqual([['sent', null, ['refused', 'refused', 'accepted']]])
  })

  it('that is a refusal for good has failed, and holds up nothing else', async () => {
    const desk = await deskWith([])
    const accepted: Outcome = { kind: 'accepted', providerId: null }
    desk.channel.outcome = ({ to }) => (to === 'admin@example.org' ? refused : accepted)
    await desk.done('POST', '/v1/commitments', { ...lead('Second'), watchers: ['registry@ministry.example'] })

    await desk.passTo('2026-05-20T09:00:00Z')

    expect((await state(desk)).map(([each]: string[]) => each).sort()).toEqual(['failed', 'failed', 'sent'])
    expect(desk.channel.sent).toHaveLength(2)
  })
})
