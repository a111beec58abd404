import { civilAt, civilNumber, LAST_DAY_NUMBER, yearOf, yearStart } from './civil.ts'
import {
  daysOfDay,
  daysOfMonth,
  daysOfWeek,
  daysOfYear,
  weekYearOf,
  weekYearStart,
} from './recurrence-days.ts'
import type { RecurrenceRule } from './recurrence-rule.ts'

/** The periods of a frequency, numbered one after another. */
type Periods = {
  readonly of: (day: number) => number
  readonly first: (period: number) => number
  readonly days: (period: number) => number[]
  /**
   * The Gregorian calendar, weekdays included, repeats after 400 years. A rule that gives nothing in as many of its
   * periods as 400 years have, one after another, has met each of them that it will ever meet, and gives nothing.
   */
  readonly cycle: number
}

function periodsOf(rule: RecurrenceRule, anchor: number): Periods {
  const { weekStart } = rule
  switch (rule.frequency) {
    case 'DAILY':
      return { of: (day) => day, first: (day) => day, days: (day) => daysOfDay(rule, day), cycle: 146_097 }
    case 'WEEKLY': {
      // Day number -3 was a Monday.
      const first = (week: number) => week * 7 - 4 + weekStart
      const of = (day: number) => Math.floor((day + 4 - weekStart) / 7)
      return { of, first, days: (week) => daysOfWeek(rule, first(week), anchor), cycle: 20_871 }
    }
    case 'MONTHLY':
      return {
        of: monthIndex,
        first: monthStart,
        days: (month) => daysOfMonth(rule, month, anchor),
        cycle: 4_800,
      }
    case 'YEARLY': {
      const days = (year: number) => daysOfYear(rule, year, anchor)
      if (rule.byWeekNo.length === 0) return { of: yearOf, first: yearStart, days, cycle: 400 }
      const first = (year: number) => weekYearStart(year, weekStart)
      return { of: (day) => weekYearOf(day, weekStart), first, days, cycle: 400 }
    }
  }
}

function monthIndex(day: number): number {
  const { year, month } = civilAt(day)
  return year * 12 + month - 1
}

function monthStart(index: number): number {
  return civilNumber(Math.floor(index / 12), (index % 12) + 1, 1)
}

/**
 * The days of a rule that starts on `anchor`, those from `from` on, in order, each once; all are day numbers. Lazy: it
 * ends with the rule or with the year 9999. It jumps to `from` by arithmetic, whatever the century; only COUNT makes
 * it count from the anchor.
 *
 * The anchor is a day of the rule only where the rule gives it (RFC 5545, section 3.8.5.3, calls the other case
 * undefined). Where BYWEEKNO or a negative position with SKIP reaches into the year or month before, the days are
 * those of the period that they are counted in, as are the steps of INTERVAL.
 */
export function* recurrence(said: RecurrenceRule, anchor: number, from: number): Generator<number, void> {
  const rule = byMonths(said)
  const { of, first, days, cycle } = periodsOf(rule, anchor)
  const start = of(anchor)
  // One period early: with SKIP, the last day of a period may be the first of the next.
  const steps = Math.floor((of(Math.max(anchor, from)) - start) / rule.interval) - 1
  const end = Math.min(rule.until ?? LAST_DAY_NUMBER, LAST_DAY_NUMBER)
  // No rule gives more than a date a day: a COUNT above the days that are left bounds nothing.
  const isCounted = rule.count !== undefined && rule.count <= end - anchor
  const positions = new Set(rule.bySetPos)
  let left = isCounted ? (rule.count ?? 0) : Number.POSITIVE_INFINITY
  let last = anchor - 1
  let empty = 0
  let period = isCounted ? start : start + Math.max(0, steps) * rule.interval
  for (; empty < cycle && first(period) <= end + 1; period += rule.interval) {
    const found = positioned(days(period), positions)
    empty = found.length === 0 ? empty + 1 : 0
    for (const day of found) {
      if (day <= last) continue
      if (day > end || left === 0) return
      last = day
      left -= 1
      if (day >= from) yield day
    }
  }
}

const EVERY_DAY = Array.from({ length: 31 }, (_, at) => at + 1)

/** The same days, looked for a month at a time: of rules of every day, most months have none, or all. */
function byMonths(rule: RecurrenceRule): RecurrenceRule {
  if (rule.frequency !== 'DAILY' || rule.interval !== 1 || rule.bySetPos.length > 0) return rule
  const byMonthDay = rule.byMonthDay.length > 0 ? rule.byMonthDay : EVERY_DAY
  return { ...rule, frequency: 'MONTHLY', byMonthDay, skip: 'OMIT' }
}

/** The days in order, each once; with BYSETPOS, those at its positions of the set. */
function positioned(days: readonly number[], positions: ReadonlySet<number>): readonly number[] {
  const set = isAscending(days) ? days : [...new Set(days)].sort((a, b) => a - b)
  if (positions.size === 0) return set
  return set.filter((_, at) => positions.has(at + 1) || positions.has(at - set.length))
}

function isAscending(days: readonly number[]): boolean {
  return days.every((day, at) => at === 0 || day > (days[at - 1] ?? day))
}
