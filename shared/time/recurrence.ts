import { civilAt, LAST_DAY_NUMBER, weekdayAt, yearOf } from './civil.ts'
import { daysOfDay, daysOfMonthAt, daysOfWeek, daysOfYear } from './recurrence-days.ts'
import type { Frequency, RecurrenceRule } from './recurrence-rule.ts'

/** The periods of a frequency, numbered: where a day falls, and which days the rule gives in one. */
type Periods = {
  readonly of: (day: number) => number
  readonly days: (period: number) => number[]
  /** After so many empty periods in a row the calendar has come round: the rule gives nothing any more. */
  readonly cycle: number
}

const lastYear = 9999

function periodsOf(rule: RecurrenceRule, anchor: number): Periods {
  const weekOf = (day: number) =>
    Math.floor((day - anchor + ((weekdayAt(anchor) - rule.weekStart + 7) % 7)) / 7)
  const firstWeek = anchor - ((weekdayAt(anchor) - rule.weekStart + 7) % 7)
  const periods: Record<Frequency, Periods> = {
    DAILY: { of: (day) => day, days: (day) => daysOfDay(rule, day), cycle: 146_097 },
    WEEKLY: { of: weekOf, days: (week) => daysOfWeek(rule, firstWeek + week * 7, anchor), cycle: 20_871 },
    MONTHLY: { of: monthOf, days: (month) => daysOfMonthAt(rule, month, anchor), cycle: 4_800 },
    YEARLY: {
      of: yearOf,
      days: (year) => (year > lastYear ? [] : daysOfYear(rule, year, anchor)),
      cycle: 400,
    },
  }
  return periods[rule.frequency]
}

function monthOf(day: number): number {
  const { year, month } = civilAt(day)
  return year * 12 + month - 1
}

/**
 * The days of a rule that starts on `anchor`, from `from` on, in order and without end where the rule has none. It
 * jumps to `from` by arithmetic; only COUNT makes it count from the start. Days are day numbers.
 *
 * The anchor is a day of the rule only where the rule gives it. Source: RFC 5545, section 3.8.5.3; a day that the
 * rule itself does not give is "undefined" there, and left out here.
 */
export function* recurrence(rule: RecurrenceRule, anchor: number, from: number): Generator<number> {
  const { of, days, cycle } = periodsOf(rule, anchor)
  const start = of(anchor)
  const isCounted = rule.count !== undefined
  const jump = isCounted
    ? 0
    : Math.max(0, Math.floor((of(Math.max(anchor, from)) - start) / rule.interval) - 1)
  let left = rule.count ?? Number.POSITIVE_INFINITY
  let last = anchor - 1
  let empty = 0
  for (let period = start + jump * rule.interval; empty <= cycle; period += rule.interval) {
    const found = positioned(days(period), rule.bySetPos).filter((day) => day > last)
    empty = found.length === 0 ? empty + 1 : 0
    for (const day of found) {
      if (day > LAST_DAY_NUMBER || (rule.until !== undefined && day > rule.until) || left === 0) return
      last = day
      left -= 1
      if (day >= from) yield day
    }
    if (isOver(rule, period)) return
  }
}

/** Whether the period lies beyond the calendar. */
function isOver({ frequency }: RecurrenceRule, period: number): boolean {
  if (frequency === 'YEARLY') return period > lastYear
  if (frequency === 'MONTHLY') return period > lastYear * 12 + 12
  return frequency === 'DAILY' && period > LAST_DAY_NUMBER
}

/** The days in order, each once; with BYSETPOS, those at its positions of the set. */
function positioned(days: readonly number[], positions: readonly number[]): number[] {
  const set = [...new Set(days)].sort((a, b) => a - b)
  if (positions.length === 0) return set
  const at = positions.map((position) => (position > 0 ? position - 1 : set.length + position))
  return set.filter((_, index) => at.includes(index))
}
