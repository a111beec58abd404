import { addDays, type Day } from '../time/day.ts'
import { type DueDate, earliestDay, latestDay } from '../time/imprecise-day.ts'
import { type Offset, spanOf } from '../time/period.ts'

/** Two days and what lies between them, both included. */
export type Window = { readonly from: Day; readonly to: Day }

/** Whether a date may lie within a window: an imprecise one belongs to every window that it reaches into. */
export function overlaps(dueOn: DueDate, { from, to }: Window): boolean {
  return from <= latestDay(dueOn) && earliestDay(dueOn) <= to
}

/** The window that occurrences lie in whose milestones lie in the given one; history is left out. */
export function widened({ from, to }: Window, offsets: readonly Offset[], trackedFrom: Day): Window {
  const reach = Math.max(0, ...offsets.map(mostDays))
  const start = from < trackedFrom ? trackedFrom : from
  return { from: clamped(start, -reach), to: clamped(to, reach) }
}

/** More days than the offset can span. */
function mostDays(offset: Offset): number {
  if (typeof offset !== 'string') return Math.abs(offset.workingDays) * 8 + 600
  const { months, days } = spanOf(offset)
  return Math.abs(months) * 31 + Math.abs(days)
}

function clamped(day: Day, days: number): Day {
  try {
    return addDays(day, days)
  } catch (error) {
    if (error instanceof RangeError) return day
    throw error
  }
}
