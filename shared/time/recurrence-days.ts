import { civilAt, daysBeforeMonth, daysInMonth, daysInYear, weekdayAt, yearOf, yearStart } from './civil.ts'
import { type DayRun, dayNearest, daysAt, isWeekdayOf, monthRun, weekdaysOf, yearRun } from './day-run.ts'
import type { RecurrenceRule } from './recurrence-rule.ts'

/*
 * The days that a rule gives in one period of its frequency, in any order, some of them perhaps twice. `anchor` is the
 * day that the rule starts on: it says what the rule leaves unsaid. Source: RFC 5545, section 3.3.10, the table of
 * what each part expands or limits.
 */

const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const WEEK = [0, 1, 2, 3, 4, 5, 6]

/** FREQ=DAILY: the day itself, where the rule allows it. */
export function daysOfDay(rule: RecurrenceRule, day: number): number[] {
  return isAllowed(rule, day) && isWeekdayAllowed(rule, day, monthOf) ? [day] : []
}

/** FREQ=WEEKLY: of the week that begins on `first`. */
export function daysOfWeek(rule: RecurrenceRule, first: number, anchor: number): number[] {
  const wanted = rule.byDay.length > 0 ? rule.byDay : [{ nth: 0, weekday: weekdayAt(anchor) }]
  return weekdaysOf({ first, length: 7 }, wanted).filter((day) => isAllowed(rule, day))
}

/** FREQ=MONTHLY: of a month, counted from January of year 0. */
export function daysOfMonth(rule: RecurrenceRule, index: number, anchor: number): number[] {
  const month = (index % 12) + 1
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month)) return []
  return expandMonth(rule, monthRun(Math.floor(index / 12), month), anchor)
}

/** FREQ=YEARLY: of a year, which with BYWEEKNO is the year that its weeks are numbered in. */
export function daysOfYear(rule: RecurrenceRule, year: number, anchor: number): number[] {
  const { byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule
  if (byWeekNo.length > 0) return expandWeeks(rule, year, anchor)
  if (byYearDay.length > 0) return expandYearDays(rule, yearRun(year))
  if (byMonth.length > 0) {
    return byMonth.flatMap((month) => expandMonth(rule, monthRun(year, month), anchor))
  }
  if (byMonthDay.length > 0) {
    return EVERY_MONTH.flatMap((month) => expandMonth(rule, monthRun(year, month), anchor))
  }
  if (byDay.length > 0) return weekdaysOf(yearRun(year), byDay)
  return expandMonth(rule, monthRun(year, civilAt(anchor).month), anchor)
}

function expandMonth(rule: RecurrenceRule, run: DayRun, anchor: number): number[] {
  if (rule.byMonthDay.length > 0) {
    return daysAt(run, rule.byMonthDay, rule.skip).filter((day) =>
      isWeekdayAllowed(rule, day, numberedIn(rule)),
    )
  }
  if (rule.byDay.length > 0) return weekdaysOf(run, rule.byDay)
  return daysAt(run, [civilAt(anchor).dayOfMonth], rule.skip)
}

/** BYMONTH comes before SKIP, BYDAY after it: RFC 7529, section 4.1. A day 366 that is not there is in December. */
function expandYearDays(rule: RecurrenceRule, run: DayRun): number[] {
  const { byMonth, byYearDay, skip } = rule
  const positions = byYearDay.filter(
    (position) => byMonth.length === 0 || byMonth.includes(civilAt(dayNearest(run, position)).month),
  )
  return daysAt(run, positions, skip).filter(
    (day) => isMonthDayAllowed(rule, day) && isWeekdayAllowed(rule, day, numberedIn(rule)),
  )
}

/** A week belongs whole to the year that it is numbered in, though some of its days may be in another. */
function expandWeeks(rule: RecurrenceRule, year: number, anchor: number): number[] {
  const first = weekYearStart(year, rule.weekStart)
  const weeks = (weekYearStart(year + 1, rule.weekStart) - first) / 7
  const places = daysAt({ first: 0, length: weeks }, rule.byWeekNo, 'OMIT')
  const days = places.flatMap((week) => WEEK.map((at) => first + week * 7 + at))
  const isSaid = rule.byDay.length > 0 || rule.byMonthDay.length > 0 || rule.byYearDay.length > 0
  const chosen = isSaid ? days : days.filter((day) => weekdayAt(day) === weekdayAt(anchor))
  return chosen.filter((day) => isAllowed(rule, day) && isWeekdayAllowed(rule, day, yearOfDay))
}

/** The first day of week 1, which is the first week with at least four days in the year. */
export function weekYearStart(year: number, weekStart: number): number {
  const fourth = yearStart(year) + 3
  return fourth - ((weekdayAt(fourth) - weekStart + 7) % 7)
}

/** The year that the week of a day is numbered in. */
export function weekYearOf(day: number, weekStart: number): number {
  const year = yearOf(day)
  if (day < weekYearStart(year, weekStart)) return year - 1
  return day >= weekYearStart(year + 1, weekStart) ? year + 1 : year
}

function isAllowed(rule: RecurrenceRule, day: number): boolean {
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(civilAt(day).month)) return false
  return isMonthDayAllowed(rule, day) && isYearDayAllowed(rule, day)
}

function isMonthDayAllowed({ byMonthDay }: RecurrenceRule, day: number): boolean {
  if (byMonthDay.length === 0) return true
  const { year, month, dayOfMonth } = civilAt(day)
  return byMonthDay.includes(dayOfMonth) || byMonthDay.includes(dayOfMonth - daysInMonth(year, month) - 1)
}

function isYearDayAllowed({ byYearDay }: RecurrenceRule, day: number): boolean {
  if (byYearDay.length === 0) return true
  const { year, month, dayOfMonth } = civilAt(day)
  const dayOfYear = daysBeforeMonth(year, month) + dayOfMonth
  return byYearDay.includes(dayOfYear) || byYearDay.includes(dayOfYear - daysInYear(year) - 1)
}

/** BYDAY beside a part that has already chosen days takes some of them away. */
function isWeekdayAllowed({ byDay }: RecurrenceRule, day: number, runOf: (day: number) => DayRun): boolean {
  return byDay.length === 0 || isWeekdayOf(runOf(day), byDay, day)
}

/** What a number such as that of 2TU is counted in: the month where the rule is of months, else the year. */
function numberedIn({ frequency, byMonth }: RecurrenceRule): (day: number) => DayRun {
  return frequency === 'YEARLY' && byMonth.length === 0 ? yearOfDay : monthOf
}

function monthOf(day: number): DayRun {
  const { year, month } = civilAt(day)
  return monthRun(year, month)
}

function yearOfDay(day: number): DayRun {
  return yearRun(yearOf(day))
}
