import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SessionSeries } from '../../../shared/organisation/session-series.ts'
import { occurrenceAt, occurrencesBetween } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { type Day, dayAt, dayNumber } from '../../../shared/time/day.ts'
import { contextWith, generalAssembly } from '../../support/schedules.ts'

const offsets = fc.oneof(
  fc.integer({ min: -400, max: 400 }).map((days) => `${days < 0 ? '-' : ''}P${Math.abs(days)}D`),
  fc.integer({ min: -30, max: 30 }).map((months) => `${months < 0 ? '-' : ''}P${Math.abs(months)}M`),
  fc.integer({ min: -60, max: 60 }).map((workingDays) => ({ workingDays })),
)
const schedules = fc.record({
  edge: fc.constantFrom('opens', 'closes'),
  from: fc.integer({ min: 58, max: 70 }),
  every: fc.integer({ min: 1, max: 3 }),
  offset: offsets,
  weekday: fc.option(fc.integer({ min: 1, max: 7 })),
  roll: fc.constantFrom('none', 'before', 'after', 'nearest'),
})
const numbers = (from: Day | string, days: number) =>
  fc.integer({ min: 0, max: days }).map((days) => dayNumber(dayAt(Date.parse(from) / 86_400_000)) + days)
/** Sessions that were moved, some of them out of their year or behind the next. */
const recorded = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 58, max: 100 }), numbers('2003-01-01', 16_000)), {
    selector: ([ordinal]) => ordinal,
    maxLength: 8,
  })
  .map((sessions) =>
    sessions.map(([ordinal, on]) => ({ ordinal, opensOn: dayAt(on), status: 'moved' as const })),
  )

it('a window has exactly the sessions whose dates are in it, wherever sessions have been moved', () => {
  fc.assert(
    fc.property(
      schedules,
      recorded,
      numbers('2004-01-01', 15_000),
      fc.nat(9000),
      (own, sessions, start, length) => {
        const schedule = Schedule.parse({ kind: 'session', organisationId: 'org', ...own })
        const series: SessionSeries = { ...generalAssembly, sessions }
        const calendar = { workingDays: [1, 2, 3, 4], holidays: [] }
        const context = contextWith({ sessions: () => series, calendar: () => calendar })
        const window = { from: dayAt(start), to: dayAt(start + length) }

        const found = occurrencesBetween(schedule, context, window)

        const each = Array.from({ length: 200 }, (_, at) => occurrenceAt(schedule, context, String(58 + at)))
        const expected = each.filter(
          (occurrence) =>
            occurrence !== undefined && window.from <= occurrence.dueOn && occurrence.dueOn <= window.to,
        )
        expect(new Set(found.map(({ slot }) => slot))).toEqual(new Set(expected.map((known) => known?.slot)))
        expect(found.map(({ dueOn }) => dueOn)).toEqual(found.map(({ dueOn }) => dueOn).toSorted())
      },
    ),
    { numRuns: 400 },
  )
})
