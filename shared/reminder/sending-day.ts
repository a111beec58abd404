import { reaching } from '../deadline/window.ts'
import type { Day } from '../time/day.ts'
import { addWorkingDays, workingDayOnOrAfter, workingDayOnOrBefore } from '../time/working-calendar.ts'
import { calendarOf, type Workspace } from '../workspace/workspace.ts'

/** The day on which what falls on a day goes out: a working day, on it or before it. */
export function onOrBefore(day: Day, workspace: Workspace): Day {
  return orItself(day, () => workingDayOnOrBefore(calendarOf(workspace), day))
}

/** The day on which what must not go out before a day goes out. */
export function onOrAfter(day: Day, workspace: Workspace): Day {
  return orItself(day, () => workingDayOnOrAfter(calendarOf(workspace), day))
}

export function workingDaysLater(day: Day, workingDays: number, workspace: Workspace): Day {
  return orItself(reaching(day, workingDays), () => addWorkingDays(calendarOf(workspace), day, workingDays))
}

/** Near the ends of the calendar there may be no working day: a date there must not keep the others from being told. */
function orItself(day: Day, find: () => Day): Day {
  try {
    return find()
  } catch (error) {
    if (error instanceof RangeError) return day
    throw error
  }
}
