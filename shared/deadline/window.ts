import { FIRST_DAY_NUMBER, LAST_DAY_NUMBER } from '../time/civil.ts'
import { type Day, dayAt, dayNumber } from '../time/day.ts'
import { type DueDate, earliestDay, latestDay } from '../time/imprecise-day.ts'
import { type Offset, offsetReach } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'

/** Two days and what lies between them, both included. */
export type Window = { readonly from: Day; readonly to: Day }

/** Whether a date may lie within a window: an imprecise one belongs to every window that it reaches into. */
export function overlaps(dueOn: DueDate, { from, to }: Window): boolean {
  return from <= latestDay(dueOn) && earliestDay(dueOn) <= to
}

/** The window that occurrences lie in whose milestones lie in the given one; history is left out. */
export function widened(
  { from, to }: Window,
  offsets: readonly Offset[],
  calendar: WorkingCalendar,
  trackedFrom: Day,
): Window {
  const reaches = offsets.map((offset) => offsetReach(offset, calendar))
  const start = from < trackedFrom ? trackedFrom : from
  return {
    from: within9999(dayNumber(start) - Math.max(0, ...reaches.map(({ most }) => most))),
    to: within9999(dayNumber(to) - Math.min(0, ...reaches.map(({ least }) => least))),
  }
}

/** The day so many days later, or earlier; beyond the calendar, its last or first day. */
export function reaching(from: Day, days: number): Day {
  return within9999(dayNumber(from) + days)
}

function within9999(number: number): Day {
  return dayAt(Math.min(LAST_DAY_NUMBER, Math.max(FIRST_DAY_NUMBER, number)))
}
