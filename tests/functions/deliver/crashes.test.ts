import { describe, expect, it } from 'vitest'
import type { Message, Outcome } from '../../../shared/channel/channel.ts'
import { type Answer, everyCrash, type Story } from '../../support/crash-points.ts'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'

const lead = (title: string) => ({ title, schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30] })
const faults = ['lost request', 'lost response', 'own write met again'] as const

async function planned(desk: Desk, ...titles: string[]): Promise<string> {
  let id = ''
  for (const title of titles) ({ id } = await desk.done('POST', '/v1/commitments', lead(title)))
  await desk.passTo('2026-05-01T07:30:00Z')
  return `${id}.occurrence.2026-06-01`
}

/** The first of May is a Friday, and the day of the lead. */
const morning = { at: '2026-05-01T08:00:00Z', until: '2026-05-05T12:00:00Z' }
const fromScratch = (...titles: string[]): Story => ({
  ...morning,
  async prepare(desk) {
    for (const title of titles) await desk.done('POST', '/v1/commitments', lead(title))
  },
})
const answered = (...answers: Answer[]): Story => ({ ...fromScratch('First'), answers })
const busy: Answer = { kind: 'refused', permanence: 'transient', reason: 'too many' }
const accepted: Outcome = { kind: 'accepted', providerId: null }
const refused: Answer = { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
const unknown: Answer = { kind: 'unknown', reason: 'the answer was lost', arrives: true }
const neverArrived: Answer = { ...unknown, arrives: false }

function copiesOf(title: string, arrived: readonly Message[]) {
  const copies = arrived.filter(({ text }) => text.includes(title))
  const labelled = copies.filter(({ subject }) => subject.startsWith('Sent again:'))
  return { unlabelled: copies.length - labelled.length, labelled: labelled.length }
}

/** Stories that end well: each title arrives once, whatever happens. */
const stories: Record<string, [Story, readonly string[]]> = {
  'a reminder': [fromScratch('First'), ['First']],
  'a digest of three records': [fromScratch('First', 'Second', 'Third'), ['First', 'Second', 'Third']],
  'a reminder after a silence': [
    {
      at: '2026-05-04T09:00:00Z',
      until: '2026-05-06T12:00:00Z',
      async prepare(desk) {
        await desk.done('POST', '/v1/commitments', lead('First'))
        await desk.sweepOnce()
      },
    },
    ['First'],
  ],
  'a date that moves after it was planned': [
    {
      ...morning,
      async prepare(desk) {
        const occurrence = await planned(desk, 'First')
        await desk.act(occurrence, 'move', { dueOn: '2026-05-31' })
      },
    },
    ['31 May 2026'],
  ],
  'a passing refusal': [answered(busy), ['First']],
}

describe.each(Object.entries(stories))('%s that meets a fault at any call', (_, [story, titles]) => {
  it.each(faults)('arrives once where the channel can be asked (%s)', async (fault) => {
    for await (const { n, arrived } of everyCrash(story, 'askable', fault))
      for (const title of titles)
        expect(copiesOf(title, arrived), `${title}, call ${n}`).toEqual({ unlabelled: 1, labelled: 0 })
  })

  it.each(faults)(
    'has one more copy, which says so, only where it may have been sent (%s)',
    async (fault) => {
      for await (const { n, arrived, wasFenced } of everyCrash(story, 'mute', fault))
        for (const title of titles) {
          const { unlabelled, labelled } = copiesOf(title, arrived)
          expect(labelled, `${title}, call ${n}`).toBe(wasFenced ? 1 : 0)
          expect(unlabelled, `${title}, call ${n}`).toBeLessThanOrEqual(1)
          expect(unlabelled + labelled, `${title}, call ${n}`).toBeGreaterThan(0)
        }
    },
  )
})

describe('whatever call meets a fault,', () => {
  const done: Story = {
    ...morning,
    async prepare(desk) {
      await desk.act(await planned(desk, 'First'), 'complete')
    },
  }

  it.each(faults)('nothing is sent of what was done before (%s)', async (fault) => {
    for await (const { n, arrived, states } of everyCrash(done, 'mute', fault)) {
      expect(arrived, `call ${n}`).toEqual([])
      expect(states, `call ${n}`).toEqual(['cancelled'])
    }
  })

  it.each(faults)('a refusal for good ends where everybody can see it (%s)', async (fault) => {
    for await (const { n, arrived, states } of everyCrash(answered(refused, refused), 'mute', fault)) {
      expect(arrived, `call ${n}`).toEqual([])
      expect(['failed', 'held'], `call ${n}`).toContain(states[0])
    }
  })

  it.each(faults)('an unknown outcome ends in one labelled copy, or is held (%s)', async (fault) => {
    for (const first of [unknown, neverArrived])
      for await (const { n, arrived, states } of everyCrash(answered(first), 'mute', fault)) {
        const { unlabelled, labelled } = copiesOf('First', arrived)
        expect(unlabelled, `call ${n}`).toBeLessThanOrEqual(1)
        expect(labelled + (states[0] === 'held' ? 1 : 0), `call ${n}`).toBeGreaterThan(0)
        expect(labelled, `call ${n}`).toBeLessThanOrEqual(1)
        expect(['held', 'sent'], `call ${n}`).toContain(states[0])
      }
  })

  it.each(faults)('an outcome that stays unknown is held, after one labelled copy (%s)', async (fault) => {
    for await (const { n, arrived, states } of everyCrash(answered(unknown, unknown), 'mute', fault)) {
      const { unlabelled, labelled } = copiesOf('First', arrived)
      expect(unlabelled, `call ${n}`).toBeLessThanOrEqual(1)
      expect(labelled, `call ${n}`).toBe(1)
      expect(['held', 'sent'], `call ${n}`).toContain(states[0])
    }
  })

  it.each(faults)('an unknown outcome is looked up where the channel can be asked (%s)', async (fault) => {
    for (const first of [unknown, neverArrived])
      for await (const { n, arrived } of everyCrash(answered(first), 'askable', fault))
        expect(copiesOf('First', arrived), `call ${n}`).toEqual({ unlabelled: 1, labelled: 0 })
  })
})

describe('an outcome', () => {
  async function deskWith(outcomes: Outcome[]): Promise<Desk> {
    const desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable())
    desk.channel.outcome = () => outcomes.shift() ?? { kind: 'accepted', providerId: 'last' }
    await desk.done('POST', '/v1/commitments', lead('First'))
    return desk
  }
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
    desk.channel.outcome = ({ to }) => (to === 'admin@example.org' ? refused : accepted)
    await desk.done('POST', '/v1/commitments', { ...lead('Second'), watchers: ['registry@ministry.example'] })

    await desk.passTo('2026-05-20T09:00:00Z')

    expect((await state(desk)).map(([each]: string[]) => each).sort()).toEqual(['failed', 'failed', 'sent'])
    expect(desk.channel.sent).toHaveLength(2)
  })
})
