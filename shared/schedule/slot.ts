import type { DueDate } from '../time/imprecise-day.ts'

/** A session of an organisation. */
export type SessionOf = { readonly organisationId: string; readonly ordinal: number }

/**
 * A date as its rule gives it. `slot` is the identity of the occurrence. `on` is the first day of the date before any
 * roll, as a day number: slots are ordered by it. `basis` is made only where it is read.
 */
export type Slot = {
  readonly slot: string
  readonly on: number
  readonly dueOn: DueDate
  readonly basis: () => string
  /** What validity is compared with where it is not the date itself: the opening of a session, a day number. */
  readonly heldOn?: number
  readonly sessionOrdinal?: number
  /** The sessions that its date follows. */
  readonly sessions?: readonly SessionOf[]
  /** Its number among the dates of its rule, from 1, where it has been counted. */
  readonly place?: number
}

/** All slots of a schedule. Nothing is computed before it is asked for, however far the rule goes. */
export type Slots = {
  /** The slots whose `on` is this day number or later, in the order of `on`. */
  readonly from: (day: number) => Iterable<Slot>
  readonly at: (slot: string) => Slot | undefined
  /** At most so many days lie between `on` and the first day of `dueOn`, which a roll moves. */
  readonly reach: number
  /** How many days after its first day a date may end that is not known to the day. */
  readonly longest: number
  /** How many days `on` may lie after what validity is compared with, at least and at most. */
  readonly drift: { readonly least: number; readonly most: number }
}

/** What most rules give: days, each compared with validity as it is. */
export const plainDays = { reach: 0, longest: 0, drift: { least: 0, most: 0 } } as const

/** The first slot from the day on that has this identity and is on this very day. */
export function slotOn(slots: Iterable<Slot>, day: number, slot: string): Slot | undefined {
  for (const each of slots) {
    if (each.on > day) return undefined
    if (each.slot === slot) return each
  }
  return undefined
}
