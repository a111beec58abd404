import { dayNumber } from '../time/day.ts'
import type { Schedule } from './schedule.ts'
import type { Slot, Slots } from './slot.ts'

/**
 * The slots within the validity of their rule, without its exceptions. Validity holds for the date before it is
 * rolled, and for a session's for the opening: a rule that changes in 2023 rewrites nothing of 2022. An exception
 * names a slot, or the date before it is rolled.
 */
export function boundedSlots(schedule: Schedule, slots: Slots): Slots {
  const { validFrom, validTo } = schedule
  const except = new Set<string>(schedule.except ?? [])
  if (typeof validFrom !== 'string' && typeof validTo !== 'string' && except.size === 0) return slots
  const first = typeof validFrom === 'string' ? dayNumber(validFrom) : Number.NEGATIVE_INFINITY
  const last = typeof validTo === 'string' ? dayNumber(validTo) : Number.POSITIVE_INFINITY
  const holds = (slot: Slot) => {
    const on = slot.heldOn ?? slot.on
    return first <= on && on <= last && !except.has(slot.slot) && !except.has(slot.dueOn)
  }
  return {
    ...slots,
    *from(day) {
      for (const slot of slots.from(Math.max(day, first + slots.drift.least))) {
        if (slot.on > last + slots.drift.most) return
        if (holds(slot)) yield slot
      }
    },
    at(text) {
      const slot = slots.at(text)
      return slot && holds(slot) ? slot : undefined
    },
  }
}
