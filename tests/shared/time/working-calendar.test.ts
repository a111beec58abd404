import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, day, dayAt, weekdayOf } from '../../../shared/time/day.ts'
import {
  addWorkingDays,
  isWorkingDay,
  nearestWorkingDay,
  WorkingCalendar,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from '../../../shared/time/working-calendar.ts'

const novruz = WorkingCalendar.parse({
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23', '2026-03-24'],
})
const sundayToThursday = WorkingCalendar.parse({ workingDays: [7, 1, 2, 3, 4], holidays: [] })

describe('a day off', () => {
  it('is a weekend or a holiday', () => {
    expect([19, 20, 21, 24, 25].map((date) => isWorkingDay(novruz, day(`2026-03-${date}`)))).toEqual([
      true,
      false,
      false,
      false,
      true,
    ])
    expect(isWorkingDay(sundayToThursday, day('2026-05-29'))).toBe(false)
    expect(isWorkingDay(sundayToThursday, day('2026-05-31'))).toBe(true)
  })

  it.each([
    ['2026-03-19', '2026-03-19', '2026-03-19', '2026-03-19'],
    ['2026-03-20', '2026-03-19', '2026-03-25', '2026-03-19'],
    ['2026-03-22', '2026-03-19', '2026-03-25', '2026-03-19'],
    ['2026-03-23', '2026-03-19', '2026-03-25', '2026-03-25'],
  ])('%s has the working days %s before and %s after it; the nearest is %s', (on, before, after, nearest) => {
    expect(workingDayOnOrBefore(novruz, day(on))).toBe(before)
    expect(workingDayOnOrAfter(novruz, day(on))).toBe(after)
    expect(nearestWorkingDay(novruz, day(on))).toBe(nearest)
  })
})

describe('working days', () => {
  it.each([
    ['2026-03-19', 1, '2026-03-25'],
    ['2026-03-25', -1, '2026-03-19'],
    ['2026-03-21', 1, '2026-03-25'],
    ['2026-03-21', -1, '2026-03-19'],
    ['2026-03-21', 0, '2026-03-21'],
    ['2026-03-18', 5, '2026-03-30'],
  ])('from %s, %s of them on is %s', (on, n, expected) => {
    expect(addWorkingDays(novruz, day(on), n)).toBe(expected)
  })

  it('are the same counted one by one', () => {
    const calendars = fc.record({
      workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      holidays: fc.uniqueArray(
        fc.integer({ min: 20_000, max: 20_060 }).map((number) => dayAt(number)),
        { maxLength: 30 },
      ),
    })
    const step = (calendar: WorkingCalendar, from: Day, way: 1 | -1): Day => {
      let on = addDays(from, way)
      while (!calendar.workingDays.includes(weekdayOf(on)) || calendar.holidays.includes(on))
        on = addDays(on, way)
      return on
    }

    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 19_990, max: 20_070 }),
        fc.integer({ min: -20, max: 20 }),
        (calendar, start, n) => {
          let expected = dayAt(start)
          for (let left = Math.abs(n); left > 0; left -= 1)
            expected = step(calendar, expected, n > 0 ? 1 : -1)

          expect(addWorkingDays(calendar, dayAt(start), n)).toBe(expected)
        },
      ),
    )
  })

  it.each([
    [{ workingDays: [], holidays: [] }],
    [{ workingDays: [1, 1], holidays: [] }],
    [{ workingDays: [0], holidays: [] }],
    [{ workingDays: [8], holidays: [] }],
    [{ workingDays: [1], holidays: ['2026-03-20', '2026-03-20'] }],
    [{ workingDays: [1], holidays: ['2026-03'] }],
  ])('are not of the calendar %j', (calendar) => {
    expect(WorkingCalendar.safeParse(calendar).success).toBe(false)
  })
})
