import { earliestDay } from '../time/imprecise-day.ts'
import type { Schedule } from './schedule.ts'
import type { Slot } from './slot.ts'

/** The slots within the validity of their rule, without its exceptions. Bounds hold before a date is rolled. */
export function* bounded(schedule: Schedule, slots: Iterable<Slot>): Generator<Slot> {
  const { validFrom, validTo } = schedule
  const except = new Set<string>(schedule.except ?? [])
  for (const slot of slots) {
    const on = earliestDay(slot.on)
    if (typeof validTo === 'string' && on > validTo) return
    if (typeof validFrom === 'string' && on < validFrom) continue
    if (!except.has(slot.slot) && !except.has(slot.dueOn)) yield slot
  }
}
