import { expect, it } from 'vitest'
import { planOf } from '../../../shared/reminder/owed.ts'
import { plannedReminders } from '../../../shared/reminder/planned.ts'
import { type Told, toldId } from '../../../shared/reminder/told.ts'
import type { ToldState } from '../../../shared/reminder/told-state.ts'
import { Instant, plusSeconds } from '../../../shared/time/instant.ts'
import { around, movedTo, recordedAt, snoozedUntil, stateOf, theReport, told } from '../../support/cast.ts'

const year = { from: recordedAt, to: Instant.parse('2027-03-01T00:00:00Z') }

function planned(state: ToldState, now: Instant = recordedAt): string[] {
  return plannedReminders(state, around(), now, year).map(
    ({ leadDays, sendAt }) => `${leadDays} at ${sendAt}`,
  )
}

/** What the sweep sends in the same time if nothing changes: it is told as soon as it is planned. */
function swept(state: ToldState): string[] {
  const sent: string[] = []
  const told = new Map(state.told)
  let now = recordedAt
  let quietThrough = state.quietThrough
  while (now <= year.to) {
    const plan = planOf({ ...state, told, quietThrough }, around(), now)
    for (const { deadlineKey, recipient, channel, word, sendAt } of plan.owed) {
      sent.push(`${word.leadDays} at ${sendAt}`)
      const by = { deadlineKey, recipient, channel }
      const known: Told = { ...by, seq: 1, lastTold: word, pending: null, unreached: null }
      told.set(toldId(known), known)
    }
    if (plan.nextWakeAt === undefined) break
    now = plan.nextWakeAt
    quietThrough = now
  }
  return sent.sort((a, b) => ((a.split(' at ')[1] ?? '') < (b.split(' at ')[1] ?? '') ? -1 : 1))
}

it.each<[string, ToldState]>([
  ['each lead', stateOf({})],
  ['what is owed already', stateOf({ record: theReport({ schedule: { kind: 'once', on: '2026-03-20' } }) })],
  [
    'a lead that the announcement reaches',
    stateOf({ record: theReport({ schedule: { kind: 'once', on: '2026-03-10' } }) }),
  ],
  [
    'every occurrence',
    stateOf({ record: theReport({ schedule: { kind: 'every', startsOn: '2026-03-04', period: 'P2M' } }) }),
  ],
  ['the end of a snooze', stateOf({ touched: [snoozedUntil('2026-05-28')] })],
  ['a date that has moved', stateOf({ told: [told('2026-06-01', 30)], touched: [movedTo('2026-09-01')] })],
  [
    'a date that has moved far away',
    stateOf({ told: [told('2026-06-01', 30)], touched: [movedTo('2031-06-02')] }),
  ],
  ['nothing of what is archived', stateOf({ record: theReport({ status: 'archived' }) })],
])('the preview says what the sweep then sends: %s', (_, state) => {
  expect(planned(state)).toEqual(swept(state))
})

it('what is late and waits for a working day gives way to a lead that is reached by then', () => {
  const record = theReport({ schedule: { kind: 'once', on: '2026-06-02' }, leadDays: [5, 1] })
  const state = stateOf({ record, quietThrough: '2026-05-28T07:00:00Z' })

  expect(planned(state, Instant.parse('2026-05-30T10:00:00Z'))).toEqual(['1 at 2026-06-01T08:00:00Z'])
})

it('what was told is not in the preview', () => {
  const state = stateOf({ told: [told('2026-06-01', 30)] })

  expect(planned(state)).toEqual(['7 at 2026-05-25T08:00:00Z'])
})

it('the preview keeps to its period', () => {
  const period = { from: plusSeconds(recordedAt, 1), to: Instant.parse('2026-05-01T08:00:00Z') }

  expect(plannedReminders(stateOf({}), around(), recordedAt, period).map(({ leadDays }) => leadDays)).toEqual(
    [30],
  )
})
