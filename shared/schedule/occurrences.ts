import type { SessionSeries } from '../organisation/session-series.ts'
import type { Day } from '../time/day.ts'
import type { DueDate, ImpreciseDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import type { Schedule } from './schedule.ts'

/**
 * One date of a schedule. `slot` is its identity, which no later move changes; `basis` says in words why the date is
 * what it is; `dueAt` is there where the schedule names an hour.
 */
export type Occurrence = {
  readonly slot: string
  readonly dueOn: DueDate
  readonly basis: string
  readonly sessionOrdinal?: number
  readonly dueAt?: Instant
}

/** A dated fact that a schedule may count from. */
export type ScheduleEvent = {
  readonly kind: string
  readonly on: ImpreciseDay | null
  readonly nextDueOn?: ImpreciseDay | null | undefined
}

/** What a schedule refers to. Nothing else, neither a clock nor a store, decides its dates. */
export type ScheduleContext = {
  readonly sessions: (organisationId: string) => SessionSeries | undefined
  readonly calendar: (calendarId: string | undefined) => WorkingCalendar
  readonly events: readonly ScheduleEvent[]
}

export function occurrencesBetween(
  schedule: Schedule,
  context: ScheduleContext,
  window: { readonly from: Day; readonly to: Day },
): Occurrence[] {
  throw new Error(`not yet ${schedule.kind} ${context.events.length} ${window.from}`)
}

export function firstOccurrenceAfter(
  schedule: Schedule,
  context: ScheduleContext,
  day: Day,
): Occurrence | undefined {
  throw new Error(`not yet ${schedule.kind} ${context.events.length} ${day}`)
}

export function occurrenceAt(
  schedule: Schedule,
  context: ScheduleContext,
  slot: string,
): Occurrence | undefined {
  throw new Error(`not yet ${schedule.kind} ${context.events.length} ${slot}`)
}

export function sessionDependencies(schedule: Schedule): string[] {
  if (schedule.kind === 'session') return [schedule.organisationId]
  return 'of' in schedule ? [...new Set(schedule.of.flatMap(sessionDependencies))] : []
}

export function calendarDependencies(schedule: Schedule): string[] {
  const own = typeof schedule.calendarId === 'string' ? [schedule.calendarId] : []
  const members = 'of' in schedule ? schedule.of.flatMap(calendarDependencies) : []
  return [...new Set([...own, ...members])]
}
