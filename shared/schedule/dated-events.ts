import { type DueDate, earliestDay, type ImpreciseDay, shiftBySpan } from '../time/imprecise-day.ts'
import type { Span } from '../time/period.ts'
import type { ScheduleEvent } from './schedule-context.ts'

export type DatedEvent = ScheduleEvent & { readonly on: ImpreciseDay }

/** The events of a kind that have a date, in its order. What a party that no longer exists has done still counts. */
export function datedEvents(events: readonly ScheduleEvent[], kind: string): DatedEvent[] {
  return events
    .flatMap((event) => (event.kind === kind && event.on !== null ? [{ ...event, on: event.on }] : []))
    .toSorted((a, b) => compare(earliestDay(a.on), earliestDay(b.on)) || compare(a.on, b.on))
}

/** 'entry into force' for `entry_into_force`. */
export function eventInWords(kind: string): string {
  return kind.replaceAll('_', ' ')
}

/** The date so many spans later, or undefined where that is beyond the calendar. */
export function shiftedWithin(due: DueDate, span: Span, times: number): DueDate | undefined {
  try {
    return shiftBySpan(due, span, times)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
