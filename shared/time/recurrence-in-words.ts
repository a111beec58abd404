import { civilAt, weekdayAt } from './civil.ts'
import { dayAt } from './day.ts'
import { dayInWords, listInWords, monthName, ordinalInWords, weekdayName } from './day-in-words.ts'
import type { RecurrenceRule, RecurrenceWeekday } from './recurrence-rule.ts'

const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const

/**
 * The rule in English, so that who knows the treaty and not RFC 5545 can check it: 'every 2 years, in December, on
 * the 3rd Tuesday of the month, counted from 1 December 2002'. `anchor` is the day number that the rule starts on.
 */
export function recurrenceInWords(rule: RecurrenceRule, anchor: number): string {
  const { interval, count, until } = rule
  const unit = UNITS[rule.frequency]
  const parts = [
    interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`,
    ...monthsInWords(rule),
    ...weeksInWords(rule),
    ...daysInWords(rule, anchor),
    ...positionsInWords(rule),
    ...skipInWords(rule),
    ...(count === undefined ? [] : [count === 1 ? 'once' : `${count} times`]),
    ...(until === undefined ? [] : [`until ${dayInWords(dayAt(until))}`]),
    `counted from ${dayInWords(dayAt(anchor))}`,
  ]
  return parts.join(', ')
}

function monthsInWords({ byMonth }: RecurrenceRule): string[] {
  return byMonth.length === 0 ? [] : [`in ${listInWords(ascending(byMonth).map(monthName))}`]
}

function weeksInWords({ byWeekNo, weekStart }: RecurrenceRule): string[] {
  if (byWeekNo.length === 0) return []
  const from = weekStart === 1 ? '' : `, weeks beginning on ${weekdayName(weekStart)}`
  return [`in ${positionsOf(byWeekNo, 'week')} of the year${from}`]
}

function daysInWords(rule: RecurrenceRule, anchor: number): string[] {
  const { byYearDay, byMonthDay, byDay } = rule
  const within = rule.frequency === 'YEARLY' && rule.byMonth.length === 0 ? 'year' : 'month'
  const chosen = [
    ...(byYearDay.length === 0 ? [] : [`${positionsOf(byYearDay, 'day')} of the year`]),
    ...(byMonthDay.length === 0 ? [] : [`${positionsOf(byMonthDay, 'day')} of the month`]),
    ...(byDay.length === 0 ? [] : [weekdaysInWords(byDay, within)]),
  ]
  if (chosen.length > 0) return [`on ${chosen.join(' if it is ')}`]
  return unsaidInWords(rule, anchor)
}

/** What the start of the rule says where the rule itself does not. */
function unsaidInWords({ frequency, byMonth, byWeekNo }: RecurrenceRule, anchor: number): string[] {
  const { month, dayOfMonth } = civilAt(anchor)
  if (frequency === 'DAILY') return []
  if (frequency === 'WEEKLY' || byWeekNo.length > 0) return [`on ${weekdayName(weekdayAt(anchor))}`]
  if (frequency === 'MONTHLY' || byMonth.length > 0) return [`on the ${ordinalInWords(dayOfMonth)}`]
  return [`on ${dayOfMonth} ${monthName(month)}`]
}

function weekdaysInWords(byDay: readonly RecurrenceWeekday[], within: 'month' | 'year'): string {
  const names = byDay.map(({ nth, weekday }) => {
    if (nth === 0) return `a ${weekdayName(weekday)}`
    return `${placeInWords(nth)} ${weekdayName(weekday)} of the ${within}`
  })
  return listInWords(names, 'or')
}

function positionsInWords({ bySetPos, frequency }: RecurrenceRule): string[] {
  if (bySetPos.length === 0) return []
  const places = bySetPos.map(placeInWords)
  return [`of these only ${listInWords(places)} of each ${UNITS[frequency]}`]
}

function skipInWords({ skip }: RecurrenceRule): string[] {
  if (skip === 'OMIT') return []
  return [
    `a day that is not in the calendar being taken as the day ${skip === 'BACKWARD' ? 'before' : 'after'}`,
  ]
}

/** 'the 3rd', 'the last', 'the 2nd to last'. */
function placeInWords(position: number): string {
  if (position > 0) return `the ${ordinalInWords(position)}`
  return position === -1 ? 'the last' : `the ${ordinalInWords(-position)} to last`
}

/** 'the 12th to 18th day', 'the 1st or the last day'. */
function positionsOf(positions: readonly number[], noun: string): string {
  const runs: number[][] = []
  for (const position of ascending(positions)) {
    const run = runs.at(-1)
    if (run !== undefined && position > 0 && run.at(-1) === position - 1) run.push(position)
    else runs.push([position])
  }
  const named = runs.flatMap((run) => (run.length < 3 ? run.map(placeInWords) : [runInWords(run)]))
  return `${listInWords(named, 'or')} ${noun}`
}

function runInWords(run: readonly number[]): string {
  return `the ${ordinalInWords(run[0] ?? 0)} to ${ordinalInWords(run.at(-1) ?? 0)}`
}

/** From the start on, then from the end on: 1, 2, -1. */
function ascending(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => (a > 0 === b > 0 ? a - b : b - a))
}
