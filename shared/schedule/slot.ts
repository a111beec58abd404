import type { DueDate } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'

/**
 * A date as its rule gives it, before it is rolled to a working day. `slot` is the identity of the occurrence; `on`
 * is what bounds and exceptions are compared with: for a session its opening, else the date itself.
 */
export type Slot = {
  readonly slot: string
  readonly dueOn: DueDate
  readonly on: DueDate
  readonly basis: string
  readonly sessionOrdinal?: number
  readonly dueAt?: Instant
}
