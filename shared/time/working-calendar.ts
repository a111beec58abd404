import * as z from 'zod'
import { countBelow } from './ascending.ts'
import { weekdayAt } from './civil.ts'
import { Day, dayAt, dayNumber } from './day.ts'

const WEEKDAYS_ADVICE = 'Write the working days of the week as numbers from 1, Monday, to 7, Sunday.'

/** The days on which an office works: weekdays (ISO, 1 Monday to 7 Sunday), less the holidays. */
export const WorkingCalendar = z.strictObject({
  workingDays: z
    .array(z.int({ error: WEEKDAYS_ADVICE }).min(1, WEEKDAYS_ADVICE).max(7, WEEKDAYS_ADVICE))
    .min(1, 'Name at least one working day of the week.')
    .max(7, 'A week has seven days.')
    .refine((days) => new Set(days).size === days.length, 'Name each day of the week once.'),
  holidays: z
    .array(Day)
    .max(500, 'At most 500 holidays.')
    .refine((days) => new Set(days).size === days.length, 'Name each holiday once.'),
})
export type WorkingCalendar = z.output<typeof WorkingCalendar>

/** The calendar in whole days. `days` counts working days: it grows by one on each, and only there. */
type Counted = {
  readonly isWorking: (number: number) => boolean
  readonly days: (upTo: number) => number
  readonly holidays: number
}

const counted = new WeakMap<WorkingCalendar, Counted>()

/** Worked out once for each calendar; a calendar is never changed in place. */
function count(calendar: WorkingCalendar): Counted {
  const known = counted.get(calendar)
  if (known !== undefined) return known
  const made = makeCounted(calendar)
  counted.set(calendar, made)
  return made
}

function makeCounted(calendar: WorkingCalendar): Counted {
  const week = new Set(calendar.workingDays)
  const free = new Set(calendar.holidays.map(dayNumber).filter((number) => week.has(weekdayAt(number))))
  const sorted = [...free].sort((a, b) => a - b)
  const soFar = [0, 1, 2, 3, 4, 5, 6].map((days) => [...week].filter((weekday) => weekday <= days).length)
  return {
    holidays: sorted.length,
    isWorking: (number) => week.has(weekdayAt(number)) && !free.has(number),
    days(upTo) {
      // Weeks start on Monday: day number -3 was one.
      const weeks = Math.floor((upTo + 4) / 7)
      const rest = upTo + 4 - weeks * 7
      return weeks * week.size + (soFar[rest] ?? 0) - countBelow(sorted, upTo + 1)
    },
  }
}

/** The first day up to which the calendar counts so many working days. */
function dayOfCount({ days, holidays }: Counted, target: number, near: number): number {
  const reach = (Math.abs(target - days(near)) + holidays + 1) * 7
  let low = near - reach
  let high = near + reach
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (days(middle) >= target) high = middle
    else low = middle + 1
  }
  return low
}

/** Whole-day forms, for the engine: they may run over the ends of the calendar, and never throw. */
export function workingNumberOnOrBefore(calendar: WorkingCalendar, number: number): number {
  const own = count(calendar)
  return own.isWorking(number) ? number : dayOfCount(own, own.days(number), number)
}

export function workingNumberOnOrAfter(calendar: WorkingCalendar, number: number): number {
  const own = count(calendar)
  return own.isWorking(number) ? number : dayOfCount(own, own.days(number) + 1, number)
}

export function nearestWorkingNumber(calendar: WorkingCalendar, number: number): number {
  const before = workingNumberOnOrBefore(calendar, number)
  const after = workingNumberOnOrAfter(calendar, number)
  return after - number < number - before ? after : before
}

export function plusWorkingDays(calendar: WorkingCalendar, number: number, days: number): number {
  if (days === 0) return number
  const own = count(calendar)
  const from = days > 0 || !own.isWorking(number) ? own.days(number) : own.days(number) - 1
  return dayOfCount(own, days > 0 ? from + days : from + days + 1, number)
}

/** The most days by which a day can be moved to a working day. */
export function longestClosure(calendar: WorkingCalendar): number {
  return (count(calendar).holidays + 1) * 7
}

export function isWorkingDay(calendar: WorkingCalendar, day: Day): boolean {
  return count(calendar).isWorking(dayNumber(day))
}

/** The day itself if it is a working day, else the last one before it. */
export function workingDayOnOrBefore(calendar: WorkingCalendar, day: Day): Day {
  return dayAt(workingNumberOnOrBefore(calendar, dayNumber(day)))
}

/** The day itself if it is a working day, else the first one after it. */
export function workingDayOnOrAfter(calendar: WorkingCalendar, day: Day): Day {
  return dayAt(workingNumberOnOrAfter(calendar, dayNumber(day)))
}

/** The working day fewest days away; of two as near, the one before. */
export function nearestWorkingDay(calendar: WorkingCalendar, day: Day): Day {
  return dayAt(nearestWorkingNumber(calendar, dayNumber(day)))
}

/**
 * The n-th working day after the day, or before it if n is negative; the day itself, working or not, if n is 0.
 * The day is not counted.
 */
export function addWorkingDays(calendar: WorkingCalendar, day: Day, n: number): Day {
  return dayAt(plusWorkingDays(calendar, dayNumber(day), n))
}
