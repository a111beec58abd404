import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sessionAt } from '../../../shared/organisation/session-series.ts'
import {
  firstOccurrenceAfter,
  occurrenceAt,
  occurrencesBetween,
  type ScheduleContext,
  type Window,
} from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { day, dayAt, dayNumber } from '../../../shared/time/day.ts'
import { earliestDay, latestDay } from '../../../shared/time/imprecise-day.ts'
import type { WorkingCalendar } from '../../../shared/time/working-calendar.ts'
import { campaignTimeout, playSeeds } from '../../support/campaign-budget.ts'
import { engineDays } from '../../support/engine-days.ts'
import { random } from '../../support/random.ts'
import { randomRule } from '../../support/random-rules.ts'
import { calendars, days, leaves, schedules, twoDays } from '../../support/random-schedules.ts'
import { contextWith, generalAssembly } from '../../support/schedules.ts'

const events = [
  { kind: 'submission', on: day('2022-05-10'), nextDueOn: day('2026-01-31') },
  { kind: 'submission', on: day('2023-05-10'), nextDueOn: null },
  ...['2021-02-03', '2022-05-10', '2024-12-31'].map((on) => ({ kind: 'ratification', on: day(on) })),
]
const context = contextWith({ events })
const find = (schedule: Schedule, around: ScheduleContext = context) =>
  occurrencesBetween(schedule, around, whole)
const whole = { from: day('2015-01-01'), to: day('2046-12-31') }

/** What holds of any schedule on any calendar. */
function holds(schedule: Schedule, calendar: WorkingCalendar, window: Window): void {
  const around = contextWith({ events, calendar: () => calendar })
  const found = find(schedule, around)
  const firstDays = found.map(({ dueOn }) => earliestDay(dueOn))

  // Asked twice it gives the same, in the order of its dates, each slot once.
  expect(find(schedule, around)).toEqual(found)
  expect(firstDays).toEqual(firstDays.toSorted())
  expect(new Set(found.map(({ slot }) => slot)).size).toBe(found.length)

  // A window is the same as a larger one, cut down to it; the next date is the first of those after a day.
  const { from, to } = window
  const cut = found.filter(({ dueOn }) => latestDay(dueOn) >= from && earliestDay(dueOn) <= to)
  expect(occurrencesBetween(schedule, around, window)).toEqual(cut)
  const after = found.filter(({ dueOn }) => latestDay(dueOn) > from)
  if (after.length > 0) expect(firstOccurrenceAfter(schedule, around, from)).toEqual(after[0])

  // Each is found by its slot.
  for (const each of found) expect(occurrenceAt(schedule, around, each.slot)).toEqual(each)
}

const windows = fc
  .tuple(days, fc.nat(2_000))
  .map(([from, length]) => ({ from, to: dayAt(dayNumber(from) + length) }))

describe('any schedule', () => {
  it('gives the same when it is asked twice, in order, and in a window what a larger one gives, each found by its slot', {
    timeout: campaignTimeout('schedules'),
  }, async () => {
    await playSeeds('schedules', (seed) =>
      fc.assert(fc.property(schedules, calendars, windows, holds), { numRuns: 100, seed }),
    )
  })

  it('gives within its validity what it gives without, where dates are days and nothing is rolled', () => {
    const unrolled = leaves.filter((each) => each.kind === 'every' || each.kind === 'rrule')
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

/** The slots with their dates, but for one. */
function without(slot: string | undefined, found: ReturnType<typeof find>) {
  return found.filter((each) => each.slot !== slot).map(({ slot, dueOn }) => [slot, dueOn])
}

describe('slots stay what they are, and the dates of the others too,', () => {
  it('when one date becomes an exception', () => {
    fc.assert(
      fc.property(schedules, fc.nat(), (schedule, which) => {
        const found = find(schedule)
        const one = found[which % Math.max(1, found.length)]
        fc.pre(one !== undefined && schedule.roll !== 'before' && /^\d{4}(-\d\d){0,2}$/.test(one.slot))

        const excepted = find(Schedule.parse({ ...schedule, except: [one?.slot] }))

        expect(without(undefined, excepted)).toEqual(
          found.filter(({ slot }) => slot !== one?.slot).map(({ slot, dueOn }) => [slot, dueOn]),
        )
      }),
      { numRuns: 300, seed: 5 },
    )
  })

  it('when the calendar of working days is another: a roll moves dates, never slots', () => {
    const unpaired = schedules.filter(
      (each) => !('of' in each) && each.kind !== 'nth' && each.kind !== 'session',
    )
    fc.assert(
      fc.property(unpaired, calendars, calendars, (schedule, one, other) => {
        const slots = (calendar: typeof one) => {
          const around = contextWith({ events, calendar: () => calendar })
          const wide = { from: day('2000-01-01'), to: day('2060-12-31') }
          return occurrencesBetween(schedule, around, wide)
            .map(({ slot }) => slot)
            .filter((slot) => slot > '2005' && slot < '2055')
            .toSorted()
        }

        expect(slots(other)).toEqual(slots(one))
      }),
      { numRuns: 200, seed: 6 },
    )
  })

  it('when a session is confirmed, or moved by weeks', () => {
    const bySession = leaves.filter((each) => each.kind === 'session')
    const move = fc.record({
      ordinal: fc.integer({ min: 60, max: 95 }),
      days: fc.integer({ min: -40, max: 40 }),
    })
    fc.assert(
      fc.property(bySession, move, (each, { ordinal, days: moved }) => {
        const schedule = Schedule.parse({ ...each, edge: 'opens' })
        const opensOn = sessionAt(generalAssembly, ordinal)?.opensOn ?? day('2026-09-08')
        const session = { ordinal, opensOn: dayAt(dayNumber(opensOn) + moved), status: 'moved' as const }
        const after = contextWith({ sessions: () => ({ ...generalAssembly, sessions: [session] }) })

        expect(without(String(ordinal), find(schedule, after))).toEqual(
          without(String(ordinal), find(schedule)),
        )
      }),
      { numRuns: 200, seed: 7 },
    )
  })

  it('when something happens that is not counted', () => {
    fc.assert(
      fc.property(schedules, days, (schedule, on) => {
        const after = contextWith({
          events: [...events, { kind: 'meeting', on }, { kind: 'submission', on: null }],
        })

        expect(find(schedule, after)).toEqual(find(schedule))
      }),
      { numRuns: 200, seed: 8 },
    )
  })
})

describe('dates go forward', () => {
  it('each slot later than the one before, and a rolled date never before the one before it', () => {
    const plain = leaves.filter((each) => ['every', 'rrule', 'session'].includes(each.kind))
    fc.assert(
      fc.property(plain, calendars, (each, calendar) => {
        const found = find(Schedule.parse(each), contextWith({ events, calendar: () => calendar }))
        const dates = found.map(({ dueOn }) => dueOn)

        expect(dates).toEqual(dates.toSorted())
        if (each.kind !== 'session')
          expect(found.map(({ slot }) => slot)).toEqual(found.map(({ slot }) => slot).toSorted())
      }),
      { numRuns: 200, seed: 9 },
    )
  })

  it('the n-th of a rule with COUNT is the n-th of the same rule without', () => {
    const source = random(10)
    for (let at = 0; at < 300; at += 1) {
      const { text, startsOn } = randomRule(source)
      const free = text.replace(/;COUNT=\d+/, '')
      const count = 1 + source.below(40)
      const end = dayAt(dayNumber(day(startsOn)) + 4_000)

      expect([text, engineDays(`${free};COUNT=${count}`, startsOn, end)]).toEqual([
        text,
        engineDays(free, startsOn, end).slice(0, count),
      ])
    }
  })
})
