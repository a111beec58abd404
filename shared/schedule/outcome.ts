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
export function firstDue(
  { firstOn, firstAfter }: ScheduleOf<'after'>,
  events: readonly ScheduleEvent[],
): Due | undefined {
  if (firstOn)
    return { dueOn: firstOn, basis: () => `the first date, ${describeDueDate(firstOn)}, as recorded` }
  if (!firstAfter) return undefined
  const [start] = datedEvents(events, firstAfter.event)
  return start && dueAfter(start, firstAfter.event, firstAfter.period)
}

/**
 * The dates that outcomes lead to, by the date of the outcome. Those that lead to a date not after `first` belong to
 * the time before the schedule.
 */
export function outcomesOf(
  { event, period }: ScheduleOf<'after'>,
  events: readonly ScheduleEvent[],
  first: DueDate | undefined,
): Outcome[] {
  const found = datedEvents(events, event).flatMap((outcome) => {
    const due = dueAfter(outcome, event, period)
    const isBefore = due !== undefined && first !== undefined && earliestDay(due.dueOn) <= earliestDay(first)
    return due === undefined || isBefore ? [] : [{ outcome, due }]
  })
  const overlooked = overlookedAmong(found.map(({ outcome }) => outcome))
  return found.map(({ outcome, due }) => ({
    ...due,
    overlooked: overlooked.has(outcome) ? outcome.id?.slice(outcome.id.indexOf('_') + 1) : undefined,
  }))
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
function dueAfter(outcome: DatedEvent, kind: string, period: Period): Due | undefined {
  const said = `the ${eventInWords(kind)} of ${describeDueDate(outcome.on)}`
  const set = outcome.nextDueOn
  if (set) return { dueOn: set, basis: () => `the date that ${said} set, ${describeDueDate(set)}` }
  const dueOn = shiftedWithin(outcome.on, spanOf(period), 1)
  return dueOn && { dueOn, basis: () => `${describePeriod(period)} after ${said}` }
}
