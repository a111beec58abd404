import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstOccurrenceAfter,
  occurrenceAt,
  occurrencesBetween,
} from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { addDays, day, dayAt, weekdayOf } from '../../../shared/time/day.ts'
import { contextWith } from '../../support/schedules.ts'

const rolls = fc.constantFrom('before', 'after', 'nearest')
const calendars = fc.record({
  workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
  holidays: fc
    .uniqueArray(fc.integer({ min: 20_400, max: 20_520 }), { maxLength: 100 })
    .map((numbers) => numbers.map(dayAt)),
})

describe('a rolled date', () => {
  it('is in the window that it was rolled into, and in no other, on any calendar', () => {
    fc.assert(
      fc.property(
        rolls,
        calendars,
        fc.integer({ min: 20_400, max: 20_560 }),
        fc.nat(60),
        (roll, calendar, start, length) => {
          const schedule = Schedule.parse({ kind: 'every', startsOn: '2025-06-03', period: 'P4D', roll })
          const context = contextWith({ calendar: () => calendar })
          const whole = occurrencesBetween(schedule, context, {
            from: day('2025-01-01'),
            to: day('2027-12-31'),
          })

          const window = { from: dayAt(start), to: dayAt(start + length) }
          const found = occurrencesBetween(schedule, context, window)

          expect(found).toEqual(whole.filter(({ dueOn }) => dueOn >= window.from && dueOn <= window.to))
          for (const { dueOn, slot } of found) {
            expect(calendar.holidays).not.toContain(dueOn)
            expect(calendar.workingDays).toContain(weekdayOf(day(dueOn)))
            expect(occurrenceAt(schedule, context, slot)?.slot).toBe(slot)
          }
        },
      ),
    )
  })

  it('is bounded, and left out, by the date before it was rolled', () => {
    const schedule = { kind: 'list', dates: ['2026-05-31', '2026-06-06'], roll: 'after' }
    const given = (more: object) =>
      occurrencesBetween(Schedule.parse({ ...schedule, ...more }), contextWith(), {
        from: day('2026-01-01'),
        to: day('2026-12-31'),
      }).map(({ dueOn }) => dueOn)

    expect(given({})).toEqual(['2026-06-01', '2026-06-08'])
    expect(given({ validTo: '2026-05-31' })).toEqual(['2026-06-01'])
    expect(given({ validFrom: '2026-06-01' })).toEqual(['2026-06-08'])
    expect(given({ except: ['2026-05-31'] })).toEqual(['2026-06-08'])
    expect(given({ except: ['2026-06-01'] })).toEqual(['2026-06-01', '2026-06-08'])
  })

  it('is named with its day of the week, before and after', () => {
    const schedule = Schedule.parse({ kind: 'once', on: '2026-05-31', roll: 'before' })

    expect(occurrenceAt(schedule, contextWith(), '2026-05-31')?.basis).toBe(
      'The date as recorded, 31 May 2026, moved from Sunday 31 May 2026, a day off, to Friday 29 May 2026, a working day.',
    )
  })

  it('that is not known to the day is not rolled', () => {
    const schedule = Schedule.parse({ kind: 'once', on: '2026-05', roll: 'before' })

    expect(occurrenceAt(schedule, contextWith(), '2026-05')?.dueOn).toBe('2026-05')
  })

  it('at the end of the calendar stays where it is', () => {
    const schedule = Schedule.parse({ kind: 'once', on: '9999-12-31', roll: 'after' })
    const calendar = () => ({ workingDays: [1], holidays: [] })

    expect(occurrenceAt(schedule, contextWith({ calendar }), '9999-12-31')?.dueOn).toBe('9999-12-31')
  })

  it('goes by the calendar that the schedule names', () => {
    const calendar = (calendarId: string | undefined) =>
      calendarId === 'cal_baku'
        ? { workingDays: [1, 2, 3, 4, 5], holidays: [day('2026-05-28')] }
        : { workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [] }
    const due = (more: object) =>
      occurrenceAt(
        Schedule.parse({ kind: 'once', on: '2026-05-28', roll: 'after', ...more }),
        contextWith({ calendar }),
        '2026-05-28',
      )?.dueOn

    expect(due({})).toBe('2026-05-28')
    expect(due({ calendarId: 'cal_baku' })).toBe(addDays(day('2026-05-28'), 1))
  })
})

it('the first date after a day may be one that is not known to the day, or one rolled before it', () => {
  const schedule = Schedule.parse({ kind: 'list', dates: ['2027', '2027-01-02', '2028-05'], roll: 'before' })
  const holidays = [day('2027-01-01'), day('2027-01-02')]
  const context = contextWith({ calendar: () => ({ workingDays: [1, 2, 3, 4, 5, 6, 7], holidays }) })
  const next = (on: string) => firstOccurrenceAfter(schedule, context, day(on))?.dueOn

  expect(next('2026-12-30')).toBe('2026-12-31')
  expect(next('2026-12-31')).toBe('2027')
  expect(next('2027-06-01')).toBe('2027')
  expect(next('2027-12-31')).toBe('2028-05')
  expect(next('2028-05-31')).toBeUndefined()
})

it('a date that is not known to the day is in every window that it may be in', () => {
  const schedule = Schedule.parse({ kind: 'list', dates: ['2026', '2026-11'] })
  const found = (from: string, to: string) =>
    occurrencesBetween(schedule, contextWith(), { from: day(from), to: day(to) }).map(({ dueOn }) => dueOn)

  expect(found('2026-06-01', '2026-06-01')).toEqual(['2026'])
  expect(found('2026-11-30', '2027-01-31')).toEqual(['2026', '2026-11'])
  expect(found('2025-01-01', '2025-12-31')).toEqual([])
  expect(found('2027-01-01', '2027-12-31')).toEqual([])
})
