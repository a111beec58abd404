import { dayNumber } from '../time/day.ts'
import { countInWords, ordinalInWords } from '../time/day-in-words.ts'
import {
  type DueDate,
  describeDueDate,
  earliestDay,
  type ImpreciseDay,
  latestDay,
  lengthOf,
  shiftedInCalendar,
  spanned,
} from '../time/imprecise-day.ts'
import { describeOffset } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import { datedEvents, eventInWords } from './dated-events.ts'
import type { ScheduleOf } from './schedule.ts'
import type { ScheduleEvent } from './schedule-context.ts'
import { plainDays, type Slots } from './slot.ts'

/**
 * A delay after the n-th event of a kind, once there are so many. There is only ever one such date, so its slot is 1
 * and stays so when an event that had been overlooked makes another one the n-th.
 */
export function nthSlots(
  schedule: ScheduleOf<'nth'>,
  events: readonly ScheduleEvent[],
  calendar: WorkingCalendar,
): Slots {
  const nth = dateOfNth(datedEvents(events, schedule.event), schedule.n)
  const dueOn = nth && shiftedInCalendar(nth, schedule.then, calendar)
  if (nth === undefined || dueOn === undefined) return { ...plainDays, from: () => [], at: () => undefined }
  const undated = events.filter(({ kind, on }) => kind === schedule.event && on === null).length
  const slot = {
    slot: '1',
    on: dayNumber(earliestDay(dueOn)),
    dueOn,
    basis: () => basisOf(schedule, nth, undated),
  }
  return {
    ...plainDays,
    longest: lengthOf(dueOn),
    from: (day) => (slot.on >= day ? [slot] : []),
    at: (text) => (text === slot.slot ? slot : undefined),
  }
}

/**
 * When the n-th event happened. Where dates are imprecise, it was not before the n-th of their first days and not
 * after the n-th of their last days.
 */
export function dateOfNth(events: readonly { readonly on: ImpreciseDay }[], n: number): DueDate | undefined {
  const first = events.map(({ on }) => earliestDay(on)).toSorted()[n - 1]
  const last = events.map(({ on }) => latestDay(on)).toSorted()[n - 1]
  if (first === undefined || last === undefined) return undefined
  const same = events.find(({ on }) => earliestDay(on) === first && latestDay(on) === last)
  return same?.on ?? spanned(first, last)
}

function basisOf({ event, n, then }: ScheduleOf<'nth'>, nth: DueDate, undated: number): string {
  const noun = eventInWords(event)
  const uncounted = undated === 0 ? '' : `, not counting ${countInWords(undated, noun)} without a date`
  return `${describeOffset(then)} the ${ordinalInWords(n)} ${noun}, ${describeDueDate(nth)}${uncounted}`
}
