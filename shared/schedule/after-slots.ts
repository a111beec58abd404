import { dayNumber, isDay } from '../time/day.ts'
import { type DueDate, describeDueDate, earliestDay, lengthOf } from '../time/imprecise-day.ts'
import { describeEvery, multiplesFrom, spanOf } from '../time/period.ts'
import { eventInWords, shiftedWithin } from './dated-events.ts'
import { merged } from './merged.ts'
import { type Due, firstDue, outcomesOf } from './outcome.ts'
import { placeOf } from './place.ts'
import type { ScheduleOf } from './schedule.ts'
import type { ScheduleEvent } from './schedule-context.ts'
import { plainDays, type Slot, type Slots } from './slot.ts'

/**
 * The first date, then one after each outcome: the date that the outcome set, else a period after it. Those after the
 * last known are estimated, counted from it.
 *
 * The slot of the n-th date is the one that the rule first gave it, when there was no outcome yet: the first date and
 * n-1 periods; or n itself where no first date is written. So whatever outcomes come, and whatever dates they set, the
 * n-th date stays the n-th. An outcome that had been overlooked has no number: it would shift those after it. The date
 * that it leads to has the outcome's own id for a slot.
 */
export function afterSlots(schedule: ScheduleOf<'after'>, events: readonly ScheduleEvent[]): Slots {
  const span = spanOf(schedule.period)
  const first = firstDue(schedule, events)
  const outcomes = outcomesOf(schedule, events, first?.dueOn)
  // The first date keeps its number while the event that it is counted from is not recorded yet.
  const offset = first !== undefined || schedule.firstAfter ? 1 : 0
  const counted = outcomes.filter(({ overlooked }) => overlooked === undefined)
  const last: Due | undefined = counted.at(-1) ?? first
  if (last === undefined) return { ...plainDays, from: () => [], at: () => undefined }

  const slotOf = (slot: string | undefined, { dueOn, basis }: Due): Slot | undefined =>
    slot === undefined ? undefined : { slot, on: dayNumber(earliestDay(dueOn)), dueOn, basis }
  const lastPlace = offset + counted.length - 1
  const slotAt = (place: number): Slot | undefined => {
    const due = place < offset ? first : counted[place - offset]
    if (due !== undefined || place <= lastPlace) return due && slotOf(slotText(schedule, place), due)
    const dueOn = shiftedWithin(last.dueOn, span, place - lastPlace)
    const basis = () => (dueOn === undefined ? '' : estimatedBasis(schedule, last, dueOn))
    return dueOn && slotOf(slotText(schedule, place), { dueOn, basis })
  }
  const overlooked = outcomes.flatMap((outcome) => slotOf(outcome.overlooked, outcome) ?? [])
  const recorded = Array.from({ length: lastPlace + 1 }, (_, place) => slotAt(place))
    .flatMap((slot) => slot ?? [])
    .concat(overlooked)
    .toSorted((a, b) => a.on - b.on)
  const estimated = function* (day: number): Generator<Slot> {
    const anchor = dayNumber(earliestDay(last.dueOn))
    for (const { n } of multiplesFrom(anchor, span, Math.max(day, anchor + 1))) {
      const slot = slotAt(lastPlace + n)
      if (slot === undefined) return
      yield slot
    }
  }
  return {
    ...plainDays,
    // Months and years differ by some days: the same date a period later may end a little later.
    longest: Math.max(0, ...recorded.map(({ dueOn }) => lengthOf(dueOn))) + 7,
    from: (day) => merged([recorded.filter(({ on }) => on >= day), estimated(day)]),
    at(slot) {
      const place = placeOf(schedule, slot)
      if (place === undefined) return overlooked.find((each) => each.slot === slot)
      return place < 0 ? undefined : slotAt(place)
    },
  }
}

/** The identity of the n-th date, from 0. */
function slotText({ firstOn, period }: ScheduleOf<'after'>, place: number): string | undefined {
  if (!firstOn) return String(place + 1)
  const given = shiftedWithin(firstOn, spanOf(period), place)
  return given !== undefined && isDay(given) ? given : undefined
}

function estimatedBasis({ event, period }: ScheduleOf<'after'>, last: Due, dueOn: DueDate): string {
  const counted = `${describeEvery(period)} counted from ${describeDueDate(last.dueOn)}`
  return `estimated ${describeDueDate(dueOn)}, ${counted}; the next ${eventInWords(event)} decides`
}
