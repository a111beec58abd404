import { type DueDate, describeDueDate, earliestDay } from '../time/imprecise-day.ts'
import { describePeriod, type Period, spanOf } from '../time/period.ts'
import { type DatedEvent, datedEvents, eventInWords, shiftedWithin } from './dated-events.ts'
import type { ScheduleOf } from './schedule.ts'
import type { ScheduleEvent } from './schedule-context.ts'

/** A date and why it is that. */
export type Due = { readonly dueOn: DueDate; readonly basis: () => string }

/** The date that an outcome leads to. `overlooked`: the id of an outcome that was recorded after a later one was. */
export type Outcome = Due & { readonly overlooked: string | undefined }

/** The first date of an `after` schedule: as written, else counted from an event such as entry into force. */
export function firstDue(schedule: ScheduleOf<'after'>, events: readonly ScheduleEvent[]): Due | undefined {
  const [outcome] = datedEvents(events, schedule.event)
  const first = writtenFirst(schedule, events)
  return first && (setBetween(schedule, events, undefined, outcome) ?? first)
}

function writtenFirst(
  { firstOn, firstAfter }: ScheduleOf<'after'>,
  events: readonly ScheduleEvent[],
): Due | undefined {
  if (firstOn)
    return { dueOn: firstOn, basis: () => `the first date, ${describeDueDate(firstOn)}, as recorded` }
  if (!firstAfter) return undefined
  const [start] = datedEvents(events, firstAfter.event)
  return start && dueAfter(start, firstAfter.period)
}

/**
 * The dates that outcomes lead to, by the date of the outcome. Those that lead to a date not after `first` belong to
 * the time before the schedule.
 */
export function outcomesOf(
  schedule: ScheduleOf<'after'>,
  events: readonly ScheduleEvent[],
  first: DueDate | undefined,
): Outcome[] {
  const { event, period } = schedule
  const outcomes = datedEvents(events, event)
  const found = outcomes.flatMap((outcome, at) => {
    const due = setBetween(schedule, events, outcome, outcomes[at + 1]) ?? dueAfter(outcome, period)
    const isBefore = due !== undefined && first !== undefined && earliestDay(due.dueOn) <= earliestDay(first)
    return due === undefined || isBefore ? [] : [{ outcome, due }]
  })
  const overlooked = overlookedAmong(found.map(({ outcome }) => outcome))
  return found.map(({ outcome, due }) => ({
    ...due,
    overlooked: overlooked.has(outcome) ? outcome.id?.slice(outcome.id.indexOf('_') + 1) : undefined,
  }))
}

/** The last word on the next date between two outcomes: what a committee sets goes before any period. */
function setBetween(
  { event, firstAfter }: ScheduleOf<'after'>,
  events: readonly ScheduleEvent[],
  from: DatedEvent | undefined,
  to: DatedEvent | undefined,
): Due | undefined {
  const start = from === undefined ? '' : earliestDay(from.on)
  const end = to === undefined ? '9999-12-31' : earliestDay(to.on)
  const last = events
    .flatMap((each) => (each.on === null || !each.nextDueOn ? [] : [{ ...each, on: each.on }]))
    .filter(
      ({ kind, on }) =>
        kind !== event && kind !== firstAfter?.event && start <= earliestDay(on) && earliestDay(on) < end,
    )
    .toSorted((a, b) => (earliestDay(a.on) < earliestDay(b.on) ? -1 : 1))
    .at(-1)
  return last && dateSetBy(last)
}

/** Those that were recorded when a later one was known already. */
function overlookedAmong(outcomes: readonly DatedEvent[]): ReadonlySet<DatedEvent> {
  const overlooked = new Set<DatedEvent>()
  let latest = ''
  for (const outcome of outcomes.toSorted(byRecording)) {
    const on = earliestDay(outcome.on)
    if (on < latest) overlooked.add(outcome)
    else latest = on
  }
  return overlooked
}

function byRecording(a: DatedEvent, b: DatedEvent): number {
  const [first = '', second = ''] = [a.createdAt, b.createdAt]
  return first === second ? 0 : first < second ? -1 : 1
}

/** The date that the event set, else a period after it. */
function dueAfter(event: DatedEvent, period: Period): Due | undefined {
  const set = dateSetBy(event)
  const dueOn = set === undefined ? shiftedWithin(event.on, spanOf(period), 1) : undefined
  return set ?? (dueOn && { dueOn, basis: () => `${describePeriod(period)} after ${inWords(event)}` })
}

function dateSetBy(event: DatedEvent): Due | undefined {
  const { nextDueOn } = event
  if (!nextDueOn) return undefined
  return {
    dueOn: nextDueOn,
    basis: () => `the date that ${inWords(event)} set, ${describeDueDate(nextDueOn)}`,
  }
}

function inWords({ kind, on }: DatedEvent): string {
  return `the ${eventInWords(kind)} of ${describeDueDate(on)}`
}
