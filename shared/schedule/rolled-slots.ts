import { weekdayAt } from '../time/civil.ts'
import { type Day, dayAt, dayNumber, isDay, isDayNumber } from '../time/day.ts'
import { dayInWords, weekdayName } from '../time/day-in-words.ts'
import {
  longestClosure,
  nearestWorkingNumber,
  type WorkingCalendar,
  workingNumberOnOrAfter,
  workingNumberOnOrBefore,
} from '../time/working-calendar.ts'
import type { Roll } from './schedule.ts'
import type { Slot, Slots } from './slot.ts'

/**
 * The slots with their dates rolled to working days; their order stays that of the dates before. A date that is not
 * known to the day is not rolled, nor one that would leave the calendar.
 */
export function rolledSlots(roll: Roll, calendar: WorkingCalendar, slots: Slots): Slots {
  if (roll === 'none') return slots
  const rolled = (slot: Slot): Slot => {
    if (!isDay(slot.dueOn)) return slot
    const from = slot.dueOn
    const number = rolledNumber(roll, calendar, dayNumber(from))
    if (number === dayNumber(from) || !isDayNumber(number)) return slot
    const to = dayAt(number)
    return { ...slot, dueOn: to, basis: () => `${slot.basis()}, ${moveInWords(from, to)}` }
  }
  return {
    ...slots,
    reach: slots.reach + longestClosure(calendar),
    *from(day) {
      for (const slot of slots.from(day)) yield rolled(slot)
    },
    at(text) {
      const slot = slots.at(text)
      return slot && rolled(slot)
    },
  }
}

function rolledNumber(roll: Roll, calendar: WorkingCalendar, day: number): number {
  switch (roll) {
    case 'none':
      return day
    case 'before':
      return workingNumberOnOrBefore(calendar, day)
    case 'after':
      return workingNumberOnOrAfter(calendar, day)
    case 'nearest':
      return nearestWorkingNumber(calendar, day)
  }
}

function moveInWords(from: Day, to: Day): string {
  return `moved from ${named(from)}, a day off, to ${named(to)}, a working day`
}

function named(day: Day): string {
  return `${weekdayName(weekdayAt(dayNumber(day)))} ${dayInWords(day)}`
}
