import { countBelow } from '../time/ascending.ts'
import { dayNumber, isDay } from '../time/day.ts'
import { earliestDay } from '../time/imprecise-day.ts'
import { plusSpan, type Span, spanOf } from '../time/period.ts'
import { recurrence } from '../time/recurrence.ts'
import { recurrenceRule } from '../time/recurrence-text.ts'
import type { Schedule, ScheduleOf } from './schedule.ts'

/**
 * Which of its rule's dates a slot is, counted from the anchor: 0 is the first, negative lies before it. It follows
 * from the slot and the rule alone, so neither a move, a cancellation, an exception nor a roll shifts it. Undefined
 * where the rule gives no such slot, or does not count.
 */
export function placeOf(schedule: Schedule, slot: string): number | undefined {
  switch (schedule.kind) {
    case 'once':
    case 'nth':
      return 0
    case 'list': {
      const place = [...schedule.dates].sort(byFirstDay).findIndex((date) => String(date) === slot)
      return place < 0 ? undefined : place
    }
    case 'every':
      return isDay(slot) ? placeAmong(dayNumber(schedule.startsOn), spanOf(schedule.period), slot) : undefined
    case 'session': {
      const place = (Number(slot) - schedule.from) / (schedule.every ?? 1)
      return Number.isInteger(place) ? place : undefined
    }
    case 'after': {
      const { firstOn } = schedule
      if (typeof firstOn !== 'string') return /^[1-9]\d{0,6}$/.test(slot) ? Number(slot) - 1 : undefined
      return isDay(slot) ? placeAmong(dayNumber(firstOn), spanOf(schedule.period), slot) : undefined
    }
    case 'rrule':
      return isDay(slot) ? placeByRule(schedule, dayNumber(slot)) : undefined
    case 'later':
    case 'earlier': {
      const [, own = slot, which = '1'] = /^(.+)-of-(\d)$/.exec(slot) ?? []
      const member = schedule.of[Number(which) - 1]
      return member && placeOf(member, own)
    }
    case 'manual':
      return undefined
  }
}

function byFirstDay(a: ScheduleOf<'list'>['dates'][number], b: typeof a): number {
  return dayNumber(earliestDay(a)) - dayNumber(earliestDay(b)) || (a < b ? -1 : 1)
}

function placeAmong(anchor: number, span: Span, slot: string & Parameters<typeof dayNumber>[0]) {
  const on = dayNumber(slot)
  // The average month: the guess is off by less than two.
  const guess = Math.round((on - anchor) / (span.months * 30.436875 + span.days))
  return [0, -1, 1, -2, 2].map((off) => guess + off).find((place) => plusSpan(anchor, span, place) === on)
}

/** A rule has to be counted through from its start; so many dates of it are. */
const mostCounted = 100_000

type Counter = { readonly days: number[]; readonly rest: Iterator<number> }
const counters = new WeakMap<ScheduleOf<'rrule'>, Counter>()

function placeByRule(schedule: ScheduleOf<'rrule'>, day: number): number | undefined {
  const { days, rest } = counterOf(schedule)
  while ((days.at(-1) ?? Number.NEGATIVE_INFINITY) < day && days.length < mostCounted) {
    const next = rest.next()
    if (next.done === true) break
    days.push(next.value)
  }
  const place = indexOf(days, day)
  return place < 0 ? undefined : place
}

function counterOf(schedule: ScheduleOf<'rrule'>): Counter {
  const known = counters.get(schedule)
  if (known !== undefined) return known
  const anchor = dayNumber(schedule.startsOn)
  const rest = recurrence(recurrenceRule(schedule.rrule), anchor)(anchor)
  const made = { days: [], rest }
  counters.set(schedule, made)
  return made
}

function indexOf(ascending: readonly number[], wanted: number): number {
  const at = countBelow(ascending, wanted)
  return ascending[at] === wanted ? at : -1
}
