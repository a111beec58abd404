import { LAST_DAY_NUMBER } from '../time/civil.ts'
import { type Day, dayAt, dayNumber } from '../time/day.ts'
import { dayInWords } from '../time/day-in-words.ts'
import { describeDueDate, earliestDay } from '../time/imprecise-day.ts'
import { describePeriod, plusSpan, spanOf } from '../time/period.ts'
import { recurrence } from '../time/recurrence.ts'
import { recurrenceRule } from '../time/recurrence-text.ts'
import { choiceSlots } from './choice-slots.ts'
import { afterSlots, nthSlots } from './event-slots.ts'
import type { ScheduleContext } from './occurrences.ts'
import type { Schedule, ScheduleOf } from './schedule.ts'
import { sessionSlots } from './session-slots.ts'
import type { Slot } from './slot.ts'

/**
 * The slots of a schedule in the order of their rule, from `from` on where the rule can jump there, from the first
 * one where it cannot. Lazy, and without end where the rule has none.
 */
export function slotsOf(schedule: Schedule, context: ScheduleContext, from: number): Iterable<Slot> {
  const calendar = context.calendar(schedule.calendarId ?? undefined)
  switch (schedule.kind) {
    case 'once':
      return [dated(schedule.on, `the date as recorded, ${describeDueDate(schedule.on)}`)]
    case 'list':
      return schedule.dates
        .map((on) => dated(on, `a published date, ${describeDueDate(on)}`))
        .sort((a, b) => (earliestDay(a.dueOn) < earliestDay(b.dueOn) ? -1 : 1))
    case 'rrule':
      return rruleSlots(schedule, from)
    case 'every':
      return everySlots(schedule, from)
    case 'session':
      return sessionSlots(schedule, context.sessions(schedule.organisationId), calendar)
    case 'after':
      return afterSlots(schedule, context.events, calendar)
    case 'nth':
      return nthSlots(schedule, context.events, calendar)
    case 'later':
    case 'earlier':
      return choiceSlots(schedule, context, from)
    case 'manual':
      return []
  }
}

function dated(on: Slot['dueOn'], basis: string): Slot {
  return { slot: on, dueOn: on, on, basis }
}

function* rruleSlots({ startsOn, rrule, untilOn }: ScheduleOf<'rrule'>, from: number): Generator<Slot> {
  const anchor = dayNumber(startsOn)
  for (const number of recurrence(recurrenceRule(rrule), anchor, Math.max(anchor, from))) {
    const on = dayAt(number)
    if (isPast(on, untilOn)) return
    yield dated(on, `the rule ${rrule}, counted from ${dayInWords(startsOn)}, gives ${dayInWords(on)}`)
  }
}

/** The n-th period after the anchor, by arithmetic: asked for a far century, it begins there. */
function* everySlots({ startsOn, period, untilOn }: ScheduleOf<'every'>, from: number): Generator<Slot> {
  const anchor = dayNumber(startsOn)
  const span = spanOf(period)
  const longestDays = span.months * 31 + span.days
  for (let n = Math.max(0, Math.floor((from - anchor) / longestDays) - 1); ; n += 1) {
    const number = plusSpan(anchor, span, n)
    if (number > LAST_DAY_NUMBER) return
    const on = dayAt(number)
    if (isPast(on, untilOn)) return
    const basis =
      n === 0
        ? `the first date, ${dayInWords(startsOn)}`
        : `every ${describePeriod(period)} from ${dayInWords(startsOn)}: number ${n + 1} is ${dayInWords(on)}`
    yield dated(on, basis)
  }
}

function isPast(on: Day, untilOn: Day | null | undefined): boolean {
  return untilOn !== null && untilOn !== undefined && on > untilOn
}
