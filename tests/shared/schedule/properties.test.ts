import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occurrenceAt, occurrencesBetween } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { type Day, day, dayAt, dayNumber } from '../../../shared/time/day.ts'
import { earliestDay, latestDay } from '../../../shared/time/imprecise-day.ts'
import { contextWith } from '../../support/schedules.ts'

const days = fc.integer({ min: 18_000, max: 24_000 }).map((number) => dayAt(number))
const roll = fc.constantFrom('none', 'before', 'after', 'nearest')
const leaf = fc.oneof(
  fc.record({
    kind: fc.constant('every'),
    startsOn: days,
    period: fc.constantFrom('P1M', 'P5M', 'P1Y', 'P45D'),
    roll,
  }),
  fc.record({
    kind: fc.constant('rrule'),
    startsOn: days,
    rrule: fc.constantFrom(
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=YEARLY;INTERVAL=2;BYMONTH=3,12;BYDAY=3TU',
      'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=20',
    ),
    roll,
  }),
  fc.record({
    kind: fc.constant('session'),
    organisationId: fc.constant('org'),
    edge: fc.constantFrom('opens', 'closes'),
    from: fc.integer({ min: 58, max: 90 }),
    every: fc.integer({ min: 1, max: 3 }),
    offset: fc.constantFrom('-P60D', 'P3M', '-P1Y'),
    roll,
  }),
  fc.record({
    kind: fc.constant('list'),
    dates: fc.uniqueArray(
      fc.oneof(
        days,
        days.map((on) => on.slice(0, 7)),
      ),
      { minLength: 1, maxLength: 8 },
    ),
    roll,
  }),
  fc.record({
    kind: fc.constant('after'),
    event: fc.constant('submission'),
    period: fc.constant('P2Y'),
    firstOn: days,
  }),
)
const choice = fc.record({
  kind: fc.constantFrom('later', 'earlier'),
  of: fc.array(leaf, { minLength: 2, maxLength: 3 }),
  pairBy: fc.constantFrom('year', 'ordinal'),
})
const twoDays = fc.tuple(days, days).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [Day, Day])
const bounds = fc.oneof(
  twoDays.map(([validFrom, validTo]) => ({ validFrom, validTo })),
  fc.record({ validFrom: days }, { requiredKeys: [] }),
  days.map((validTo) => ({ validTo })),
)
const schedules = fc
  .tuple(fc.oneof(leaf, choice), bounds)
  .map(([schedule, within]) => Schedule.parse({ ...schedule, ...within }))

const events = [
  { kind: 'submission', on: day('2022-05-10'), nextDueOn: day('2026-01-31') },
  { kind: 'submission', on: day('2023-05-10'), nextDueOn: null },
]
const context = contextWith({ events })
const whole = { from: day('2015-01-01'), to: day('2040-12-31') }

describe('any schedule', () => {
  it('gives the same dates when it is asked twice, in their order, each slot once', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const found = occurrencesBetween(schedule, context, whole)
        const firstDays = found.map(({ dueOn }) => earliestDay(dueOn))

        expect(occurrencesBetween(schedule, context, whole)).toEqual(found)
        expect(firstDays).toEqual(firstDays.toSorted())
        expect(new Set(found.map(({ slot }) => slot)).size).toBe(found.length)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('gives in a window what it gives in a larger one, cut down to it', () => {
    fc.assert(
      fc.property(schedules, days, fc.nat(2_000), (schedule, from, length) => {
        const to = dayAt(dayNumber(from) + length)
        const cut = occurrencesBetween(schedule, context, whole).filter(
          ({ dueOn }) => latestDay(dueOn) >= from && earliestDay(dueOn) <= to,
        )

        expect(occurrencesBetween(schedule, context, { from, to })).toEqual(cut)
      }),
      { numRuns: 300, seed: 2 },
    )
  })

  it('finds by its slot what it gives in a window', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        for (const occurrence of occurrencesBetween(schedule, context, whole))
          expect(occurrenceAt(schedule, context, occurrence.slot)).toEqual(occurrence)
      }),
      { numRuns: 100, seed: 3 },
    )
  })

  it('gives within its validity what it gives without, where dates are days and nothing is rolled', () => {
    const unrolled = leaf.filter((each) => each.kind === 'every' || each.kind === 'rrule')
    fc.assert(
      fc.property(unrolled, twoDays, (each, [validFrom, validTo]) => {
        const free = Schedule.parse({ ...each, roll: 'none' })

        const bounded = Schedule.parse({ ...each, roll: 'none', validFrom, validTo })

        expect(occurrencesBetween(bounded, context, whole)).toEqual(
          occurrencesBetween(free, context, whole).filter(
            ({ dueOn }) => validFrom <= dueOn && dueOn <= validTo,
          ),
        )
      }),
      { numRuns: 200, seed: 4 },
    )
  })
})
