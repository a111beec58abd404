import {
  civilAt,
  civilNumber,
  daysBeforeMonth,
  daysInMonth,
  daysInYear,
  weekdayAt,
  yearOf,
  yearStart,
} from './civil.ts'
import type { RecurrenceRule, RecurrenceWeekday } from './recurrence-rule.ts'

/** A run of days that positions are counted in: a month or a year. */
type Run = { readonly first: number; readonly length: number }

const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

function monthRun(year: number, month: number): Run {
  return { first: civilNumber(year, month, 1), length: daysInMonth(year, month) }
}

function yearRun(year: number): Run {
  return { first: yearStart(year), length: daysInYear(year) }
}

/**
 * The days at the positions, counted from 1, or from the end if negative. A position that the run has not got is
 * left out, or with SKIP taken as the nearest day of the calendar before or after where it would be.
 */
function daysAt(
  { first, length }: Run,
  positions: readonly number[],
  skip: RecurrenceRule['skip'],
): number[] {
  return positions.flatMap((position) => {
    const at = position > 0 ? position - 1 : length + position
    if (at >= 0 && at < length) return [first + at]
    if (skip === 'OMIT') return []
    const before = at < 0 ? first - 1 : first + length - 1
    return [skip === 'BACKWARD' ? before : before + 1]
  })
}

/** The days of the run that are on the weekdays, or are the n-th of them. */
function weekdaysIn({ first, length }: Run, byDay: readonly RecurrenceWeekday[]): number[] {
  return byDay.flatMap(({ nth, weekday }) => {
    const earliest = first + ((weekday - weekdayAt(first) + 7) % 7)
    const count = Math.ceil((first + length - earliest) / 7)
    const at = nth > 0 ? nth - 1 : count + nth
    if (nth === 0) return Array.from({ length: count }, (_, week) => earliest + week * 7)
    return at >= 0 && at < count ? [earliest + at * 7] : []
  })
}

/** BYDAY beside parts that have already chosen days: it takes some of them away. */
function keepWeekdays(days: readonly number[], rule: RecurrenceRule, runOf: (day: number) => Run): number[] {
  if (rule.byDay.length === 0) return [...days]
  const matches = (day: number, { nth, weekday }: RecurrenceWeekday) =>
    weekdayAt(day) === weekday && (nth === 0 || weekdaysIn(runOf(day), [{ nth, weekday }]).includes(day))
  return days.filter((day) => rule.byDay.some((wanted) => matches(day, wanted)))
}

function monthOf(day: number): Run {
  const { year, month } = civilAt(day)
  return monthRun(year, month)
}

function has(positions: readonly number[], at: number, length: number): boolean {
  return positions.length === 0 || positions.includes(at) || positions.includes(at - length - 1)
}

/** Whether a day has a month, a day of the month and a day of the year that the rule allows. */
function isAllowed(day: number, { byMonth, byMonthDay, byYearDay }: RecurrenceRule): boolean {
  const { year, month, dayOfMonth } = civilAt(day)
  const dayOfYear = daysBeforeMonth(year, month) + dayOfMonth
  return (
    (byMonth.length === 0 || byMonth.includes(month)) &&
    has(byMonthDay, dayOfMonth, daysInMonth(year, month)) &&
    has(byYearDay, dayOfYear, daysInYear(year))
  )
}

/** The days of one month. `anchor` is the day that the rule starts on. */
function daysOfMonth(rule: RecurrenceRule, year: number, month: number, anchor: number): number[] {
  const run = monthRun(year, month)
  if (rule.byMonthDay.length > 0) {
    const nthIn = rule.frequency === 'YEARLY' && rule.byMonth.length === 0 ? yearOfDay : monthOf
    return keepWeekdays(daysAt(run, rule.byMonthDay, rule.skip), rule, nthIn)
  }
  if (rule.byDay.length > 0) return weekdaysIn(run, rule.byDay)
  return daysAt(run, [civilAt(anchor).dayOfMonth], rule.skip)
}

function yearOfDay(day: number): Run {
  return yearRun(yearOf(day))
}

/** The first day of week 1, the first week with at least four days in the year. Source: RFC 5545, BYWEEKNO. */
export function weekYearStart(year: number, weekStart: number): number {
  const fourth = yearStart(year) + 3
  return fourth - ((weekdayAt(fourth) - weekStart + 7) % 7)
}

/** The days of numbered weeks; a week belongs whole to its year, though some of its days are in another. */
function daysOfWeeks(rule: RecurrenceRule, year: number, anchor: number): number[] {
  const first = weekYearStart(year, rule.weekStart)
  const length = (weekYearStart(year + 1, rule.weekStart) - first) / 7
  const starts = daysAt({ first: 0, length }, rule.byWeekNo, 'OMIT').map((week) => first + week * 7)
  const days = starts.flatMap((start) => EVERY_WEEKDAY.map((at) => start + at))
  const isChosen = rule.byDay.length > 0 || rule.byMonthDay.length > 0 || rule.byYearDay.length > 0
  const chosen = isChosen ? days : days.filter((day) => weekdayAt(day) === weekdayAt(anchor))
  return keepWeekdays(chosen, rule, yearOfDay).filter((day) => isAllowed(day, rule))
}

const EVERY_WEEKDAY = [0, 1, 2, 3, 4, 5, 6]

/** The days of one year. */
export function daysOfYear(rule: RecurrenceRule, year: number, anchor: number): number[] {
  const { byMonth, byYearDay, byMonthDay, byDay } = rule
  if (rule.byWeekNo.length > 0) return daysOfWeeks(rule, year, anchor)
  if (byYearDay.length > 0) {
    const days = daysAt(yearRun(year), byYearDay, rule.skip).filter((day) =>
      isAllowed(day, { ...rule, byYearDay: [] }),
    )
    return keepWeekdays(days, rule, byMonth.length > 0 ? monthOf : yearOfDay)
  }
  if (byMonth.length === 0 && byMonthDay.length === 0 && byDay.length > 0)
    return weekdaysIn(yearRun(year), byDay)
  const months = byMonth.length > 0 ? byMonth : byMonthDay.length > 0 ? EVERY_MONTH : [civilAt(anchor).month]
  return months.flatMap((month) => daysOfMonth(rule, year, month, anchor))
}

/** The days of a week that begins on `first`: those of BYDAY, or the weekday that the rule starts on. */
export function daysOfWeek(rule: RecurrenceRule, first: number, anchor: number): number[] {
  const wanted = rule.byDay.length > 0 ? rule.byDay.map(({ weekday }) => weekday) : [weekdayAt(anchor)]
  return EVERY_WEEKDAY.map((at) => first + at).filter(
    (day) => wanted.includes(weekdayAt(day)) && isAllowed(day, rule),
  )
}

/** The day itself, where the rule allows it. */
export function daysOfDay(rule: RecurrenceRule, day: number): number[] {
  return keepWeekdays(isAllowed(day, rule) ? [day] : [], rule, monthOf)
}

/** The days of a month, counted from January of year 0, where the rule allows the month. */
export function daysOfMonthAt(rule: RecurrenceRule, index: number, anchor: number): number[] {
  const month = (index % 12) + 1
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month)) return []
  return daysOfMonth(rule, Math.floor(index / 12), month, anchor)
}
