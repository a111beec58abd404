import { civilAt, civilNumber, daysInMonth, isLeapYear, weekdayAt, yearOf, yearStart } from './civil.ts'
import {
  daysOfDay,
  daysOfMonth,
  daysOfWeek,
  daysOfYear,
  weekYearOf,
  weekYearStart,
} from './recurrence-days.ts'
import type { RecurrenceRule } from './recurrence-rule.ts'

/** The periods that a rule goes through, numbered one after another. */
export type Periods = {
  readonly of: (day: number) => number
  readonly first: (period: number) => number
  /** What the rule gives in a period: days counted from its first, in order, each once. Some may lie outside of it. */
  readonly days: (period: number, first: number) => readonly number[]
  /** From one period of the rule to the next. */
  readonly interval: number
  /** Of the days that are given, only those so many days apart, counted from the anchor, are the rule's. */
  readonly everyDays: number
  /**
   * The Gregorian calendar, weekdays included, repeats after 400 years. A rule that gives nothing in as many of its
   * periods, one after another, has met each of them that it will ever meet, and gives nothing.
   */
  readonly cycle: number
}

/** Beyond so many days, going from day to day is less than going from month to month. */
const LONGEST_MONTH = 31
const EVERY_DAY = Array.from({ length: LONGEST_MONTH }, (_, at) => at + 1)

export function periodsOf(rule: RecurrenceRule, anchor: number): Periods {
  const { interval } = rule
  switch (rule.frequency) {
    case 'DAILY':
      return isOfMonths(rule) ? daysByMonths(rule, anchor) : days(rule)
    case 'WEEKLY':
      return weeks(rule, anchor)
    case 'MONTHLY':
      return { ...months(rule, anchor), interval, everyDays: 1, cycle: 4_800 }
    case 'YEARLY':
      return years(rule, anchor)
  }
}

function days(rule: RecurrenceRule): Periods {
  const { byMonth, byMonthDay, interval } = rule
  const found = (day: number) => placed(rule, daysOfDay(rule, day), day)
  const isSame = (byMonth.length === 0 && byMonthDay.length === 0) || !keepsItsDay(rule)
  return {
    of: (day) => day,
    first: (day) => day,
    days: isSame ? remembered(weekdayAt, found) : found,
    interval,
    everyDays: 1,
    cycle: 146_097,
  }
}

/** Of the rules of days that name months or days of months, most months have none: they are looked for by the month. */
function isOfMonths(rule: RecurrenceRule): boolean {
  const isNamed = rule.byMonth.length > 0 || rule.byMonthDay.length > 0
  return isNamed && rule.interval <= LONGEST_MONTH && keepsItsDay(rule)
}

/** A day is the first and the last of its own set: other positions have none. */
function keepsItsDay({ bySetPos }: RecurrenceRule): boolean {
  return bySetPos.length === 0 || bySetPos.includes(1) || bySetPos.includes(-1)
}

function daysByMonths(rule: RecurrenceRule, anchor: number): Periods {
  const byMonthDay = rule.byMonthDay.length > 0 ? rule.byMonthDay : EVERY_DAY
  const everyDays = rule.interval
  return {
    ...months({ ...rule, byMonthDay, bySetPos: [], skip: 'OMIT' }, anchor),
    interval: 1,
    everyDays,
    cycle: 4_800 * everyDays,
  }
}

function weeks(rule: RecurrenceRule, anchor: number): Periods {
  // Day number -3 was a Monday.
  const first = (week: number) => week * 7 - 4 + rule.weekStart
  /** Where the month ends within the week, and which months these are. */
  const shape = (_: number, begin: number) => {
    const { year, month, dayOfMonth } = civilAt(begin)
    return month * 8 + Math.min(7, daysInMonth(year, month) - dayOfMonth + 1)
  }
  return {
    of: (day) => Math.floor((day + 4 - rule.weekStart) / 7),
    first,
    days: remembered(rule.byMonth.length === 0 ? () => 0 : shape, (_, begin) =>
      placed(rule, daysOfWeek(rule, begin, anchor), begin),
    ),
    interval: rule.interval,
    everyDays: 1,
    cycle: 20_871,
  }
}

function months(rule: RecurrenceRule, anchor: number): Pick<Periods, 'of' | 'first' | 'days'> {
  const shape = (index: number, begin: number) => {
    const month = (index % 12) + 1
    return (month * 8 + weekdayAt(begin)) * 4 + daysInMonth(Math.floor(index / 12), month) - 28
  }
  return {
    of(day) {
      const { year, month } = civilAt(day)
      return year * 12 + month - 1
    },
    first: (index) => civilNumber(Math.floor(index / 12), (index % 12) + 1, 1),
    days: remembered(shape, (index, begin) => placed(rule, daysOfMonth(rule, index, anchor), begin)),
  }
}

function years(rule: RecurrenceRule, anchor: number): Periods {
  const { weekStart } = rule
  const isOfWeeks = rule.byWeekNo.length > 0
  const shape = (year: number, begin: number) => weekdayAt(begin) * 2 + (isLeapYear(year) ? 1 : 0)
  /** A week may reach into the year before or after. */
  const shapeOfWeeks = (year: number) => weekdayAt(yearStart(year)) * 4 + leapNear(year)
  return {
    of: isOfWeeks ? (day) => weekYearOf(day, weekStart) : yearOf,
    first: isOfWeeks ? (year) => weekYearStart(year, weekStart) : yearStart,
    days: remembered(isOfWeeks ? shapeOfWeeks : shape, (year, begin) =>
      placed(rule, daysOfYear(rule, year, anchor), begin),
    ),
    interval: rule.interval,
    everyDays: 1,
    cycle: 400,
  }
}

/** Which of a year and its two neighbours is a leap year: 1 itself, 2 the one before, 3 the one after, 0 none. */
function leapNear(year: number): number {
  if (isLeapYear(year)) return 1
  if (isLeapYear(year - 1)) return 2
  return isLeapYear(year + 1) ? 3 : 0
}

/**
 * Periods of one shape have the same days: there are no more than 14 years, and 28 months, whatever the century. What
 * a rule gives of a shape is worked out once.
 */
function remembered(
  shapeOf: (period: number, first: number) => number,
  daysOf: Periods['days'],
): Periods['days'] {
  const known: (readonly number[] | undefined)[] = []
  return (period, first) => {
    const shape = shapeOf(period, first)
    const before = known[shape]
    if (before !== undefined) return before
    const found = daysOf(period, first)
    known[shape] = found
    return found
  }
}

/** The days in order, each once, counted from the first of their period; with BYSETPOS, those at its positions. */
function placed({ bySetPos }: RecurrenceRule, days: readonly number[], first: number): readonly number[] {
  const set = [...new Set(days)].sort((a, b) => a - b).map((day) => day - first)
  if (bySetPos.length === 0) return set
  return set.filter((_, at) => bySetPos.includes(at + 1) || bySetPos.includes(at - set.length))
}
