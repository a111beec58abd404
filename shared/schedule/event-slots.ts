import { ordinalInWords } from '../time/day-in-words.ts'
import {
  type DueDate,
  describeDueDate,
  earliestDay,
  type ImpreciseDay,
  shiftDueDate,
} from '../time/imprecise-day.ts'
import { describeOffset, describePeriod, type Period, spanOf } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import type { ScheduleEvent } from './occurrences.ts'
import type { ScheduleOf } from './schedule.ts'
import type { Slot } from './slot.ts'

type Dated = ScheduleEvent & { readonly on: ImpreciseDay }

/** The events of a kind that have a date, in its order. What a party that no longer exists has done still counts. */
function eventsOf(events: readonly ScheduleEvent[], kind: string): Dated[] {
  const dated = events.flatMap((event) =>
    event.kind === kind && event.on !== null ? [{ ...event, on: event.on }] : [],
  )
  return dated.sort((a, b) => (earliestDay(a.on) < earliestDay(b.on) ? -1 : 1))
}

/** A delay after the n-th event of a kind; nothing as long as there are fewer. */
export function* nthSlots(
  schedule: ScheduleOf<'nth'>,
  events: readonly ScheduleEvent[],
  calendar: WorkingCalendar,
): Generator<Slot> {
  const event = eventsOf(events, schedule.event)[schedule.n - 1]
  if (event === undefined) return
  const dueOn = shifted(event.on, schedule.then, calendar)
  if (dueOn === undefined) return
  const which = `the ${ordinalInWords(schedule.n)} ${inWords(schedule.event)}`
  yield {
    slot: '1',
    dueOn,
    on: dueOn,
    basis: `${describeOffset(schedule.then)} ${which}, ${describeDueDate(event.on)}`,
  }
}

/**
 * The next date after each outcome: the date that it set, else a period after it; the first one before there is any
 * outcome. Those after the next are estimated from it, a period apart. The slots are numbered: the first is 1.
 */
export function* afterSlots(
  schedule: ScheduleOf<'after'>,
  events: readonly ScheduleEvent[],
  calendar: WorkingCalendar,
): Generator<Slot> {
  const noun = inWords(schedule.event)
  const outcomes = eventsOf(events, schedule.event)
  const { firstOn } = schedule
  const isFirstKnown = firstOn !== null && firstOn !== undefined
  let next: { dueOn: DueDate; basis: string } | undefined
  let number = 1
  if (isFirstKnown) {
    next = { dueOn: firstOn, basis: `the first date, ${describeDueDate(firstOn)}, as recorded` }
    yield { slot: '1', on: next.dueOn, ...next }
  }
  for (const outcome of outcomes) {
    number += 1
    next = afterOutcome(outcome, schedule.period, noun, calendar)
    if (next === undefined) return
    yield { slot: String(number), on: next.dueOn, ...next }
  }
  if (next === undefined) return
  const base = next.dueOn
  for (let times = 1; ; times += 1) {
    const dueOn = shiftedTimes(base, schedule.period, times, calendar)
    if (dueOn === undefined) return
    number += 1
    const basis = `estimated, ${describePeriod(schedule.period)} after the date before it, counted from ${describeDueDate(base)}; the next ${noun} decides`
    yield { slot: String(number), on: dueOn, dueOn, basis }
  }
}

function afterOutcome(outcome: Dated, period: Period, noun: string, calendar: WorkingCalendar) {
  const set = outcome.nextDueOn
  const said = `the ${noun} of ${describeDueDate(outcome.on)}`
  if (set !== null && set !== undefined)
    return { dueOn: set, basis: `the date that ${said} set, ${describeDueDate(set)}` }
  const dueOn = shifted(outcome.on, period, calendar)
  return dueOn && { dueOn, basis: `${describeOffset(period)} ${said}` }
}

function shiftedTimes(
  base: DueDate,
  period: Period,
  times: number,
  calendar: WorkingCalendar,
): DueDate | undefined {
  const { months, days } = spanOf(period)
  if (months * times > 120_000 || days * times > 366_000) return undefined
  return shifted(base, `P${months * times}M${days * times}D`, calendar)
}

function shifted(
  on: DueDate,
  offset: Parameters<typeof shiftDueDate>[1],
  calendar: WorkingCalendar,
): DueDate | undefined {
  try {
    return shiftDueDate(on, offset, calendar)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function inWords(eventKind: string): string {
  return eventKind.replaceAll('_', ' ')
}
