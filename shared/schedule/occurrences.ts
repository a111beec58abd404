import { invalid, type Refusal } from '../errors/refusal.ts'
import { type Day, dayNumber } from '../time/day.ts'
import { type DueDate, earliestDay, latestDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { instantOf } from '../time/zone.ts'
import type { Schedule } from './schedule.ts'
import type * as context from './schedule-context.ts'
import type { SessionOf, Slot } from './slot.ts'
import { slotsOf } from './slots.ts'

/**
 * One date of a schedule. `slot` is its identity, which no later move changes; `basis` says in a sentence why the
 * date is what it is; `dueAt` is there where the schedule names an hour.
 */
export type Occurrence = {
  readonly slot: string
  readonly dueOn: DueDate
  readonly basis: string
  readonly sessionOrdinal?: number
  readonly sessions?: readonly SessionOf[]
  readonly dueAt?: Instant
}

export type ScheduleEvent = context.ScheduleEvent
export type ScheduleContext = context.ScheduleContext

export type Window = { readonly from: Day; readonly to: Day }

/** The most dates that a preview gives. */
export const mostPreviewed = 1_000
/** The most dates of one record that are looked at: fifty years of every day. */
export const mostRead = 20_000

/**
 * The dates of a schedule between two days, both included, by their first day, then by their slot. A date that is
 * not known to the day is among them where any day of it is.
 * @throws Refusal invalid at /to where there are more than 1,000
 */
export function occurrencesBetween(
  schedule: Schedule,
  context: ScheduleContext,
  window: Window,
): Occurrence[] {
  return within(schedule, context, window, mostPreviewed, () =>
    invalid('/to', `There are more than ${mostPreviewed} dates until then. Write an earlier day.`),
  )
}

/**
 * As `occurrencesBetween`, for a record that is kept.
 * @throws Refusal invalid at /trackedFrom where there are more than 20,000
 */
export function trackedOccurrences(
  schedule: Schedule,
  context: ScheduleContext,
  window: Window,
): Occurrence[] {
  return within(schedule, context, window, mostRead, () =>
    invalid('/trackedFrom', `The schedule gives more than ${mostRead} dates since then. Write a later day.`),
  )
}

/** The first date after a day, or undefined where there is none. */
export function firstOccurrenceAfter(
  schedule: Schedule,
  context: ScheduleContext,
  day: Day,
): Occurrence | undefined {
  const slots = slotsOf(schedule, context)
  let first: Slot | undefined
  for (const slot of slots.from(dayNumber(day) - slots.reach - slots.longest)) {
    // A roll keeps dates in their order or makes them one, but a later slot may have an earlier first day.
    if (first !== undefined && slot.on - slots.reach > dayNumber(earliestDay(first.dueOn))) break
    if (latestDay(slot.dueOn) > day && (first === undefined || inOrder(slot, first) < 0)) first = slot
  }
  return first && occurrenceOf(schedule, first)
}

/** The date with this slot as the schedule gives it now, or undefined where it gives none. */
export function occurrenceAt(
  schedule: Schedule,
  context: ScheduleContext,
  slot: string,
): Occurrence | undefined {
  const found = slotsOf(schedule, context).at(slot)
  return found && occurrenceOf(schedule, found)
}

/** The organisations whose sessions the schedule refers to, each once. */
export function sessionDependencies(schedule: Schedule): string[] {
  if (schedule.kind === 'session') return [schedule.organisationId]
  return 'of' in schedule ? [...new Set(schedule.of.flatMap(sessionDependencies))] : []
}

/** The calendars that the schedule names, each once. One that names none goes by the workspace's. */
export function calendarDependencies(schedule: Schedule): string[] {
  const own = typeof schedule.calendarId === 'string' ? [schedule.calendarId] : []
  const members = 'of' in schedule ? schedule.of.flatMap(calendarDependencies) : []
  return [...new Set([...own, ...members])]
}

/** The kinds of events that the schedule counts from. One that sets a next date counts whatever its kind. */
export function eventDependencies(schedule: Schedule): string[] {
  const own = 'event' in schedule ? [schedule.event] : []
  const first = 'firstAfter' in schedule && schedule.firstAfter ? [schedule.firstAfter.event] : []
  const members = 'of' in schedule ? schedule.of.flatMap(eventDependencies) : []
  return [...own, ...first, ...members]
}

function within(
  schedule: Schedule,
  context: ScheduleContext,
  { from, to }: Window,
  most: number,
  refusal: () => Refusal,
): Occurrence[] {
  const slots = slotsOf(schedule, context)
  const last = dayNumber(to) + slots.reach
  const found: Slot[] = []
  for (const slot of slots.from(dayNumber(from) - slots.reach - slots.longest)) {
    if (slot.on > last) break
    if (latestDay(slot.dueOn) < from || earliestDay(slot.dueOn) > to) continue
    found.push(slot)
    if (found.length > most) throw refusal()
  }
  return found.toSorted(inOrder).map((slot) => occurrenceOf(schedule, slot))
}

function inOrder(a: Slot, b: Slot): number {
  const [first, second] = [earliestDay(a.dueOn), earliestDay(b.dueOn)]
  if (first !== second) return first < second ? -1 : 1
  const sessions = (a.sessionOrdinal ?? 0) - (b.sessionOrdinal ?? 0)
  return sessions || (a.slot < b.slot ? -1 : 1)
}

/** An imprecise date is over at the hour of its last day. */
function occurrenceOf({ at }: Schedule, { slot, dueOn, basis, sessionOrdinal, sessions }: Slot): Occurrence {
  const why = basis()
  const hour = typeof at === 'object' && at !== null ? ` At ${at.time}, ${at.zone}.` : ''
  return {
    slot,
    dueOn,
    basis: `${why.charAt(0).toUpperCase()}${why.slice(1)}.${hour}`,
    ...(sessionOrdinal === undefined ? {} : { sessionOrdinal }),
    ...(sessions === undefined ? {} : { sessions }),
    ...(typeof at === 'object' && at !== null
      ? { dueAt: instantOf(latestDay(dueOn), at.time, at.zone) }
      : {}),
  }
}
