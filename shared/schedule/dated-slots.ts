import { dayNumber } from '../time/day.ts'
import { describeDueDate, earliestDay, type ImpreciseDay, lengthOf } from '../time/imprecise-day.ts'
import { plainDays, type Slot, type Slots } from './slot.ts'

/** Slots that are written down, each with its own date: `once` and `list`. */
export function datedSlots(dates: readonly ImpreciseDay[], what: string): Slots {
  const slots = dates
    .map((date) => datedSlot(date, what))
    .toSorted((a, b) => a.on - b.on || (a.slot < b.slot ? -1 : 1))
  return {
    ...plainDays,
    longest: Math.max(0, ...dates.map(lengthOf)),
    from: (day) => slots.filter(({ on }) => on >= day),
    at: (slot) => slots.find((each) => each.slot === slot),
  }
}

function datedSlot(date: ImpreciseDay, what: string): Slot {
  return {
    slot: date,
    on: dayNumber(earliestDay(date)),
    dueOn: date,
    basis: () => `${what}, ${describeDueDate(date)}`,
  }
}
