import type { Key, Write } from '../../shared/table/table.ts'

/** What the table says, and what it should say, in a word; docs/operations.md explains each. */
export type DifferenceKind =
  | 'unreadable'
  | 'sleeps_too_long'
  | 'due_entry_wrong'
  | 'dependent_missing'
  | 'pending_without_delivery'
  | 'delivery_asleep'
  | 'envelope_asleep'
  | 'envelope_unsettled'
  | 'envelope_missing'
  | 'replan_asleep'
  | 'heartbeat_asleep'
  | 'address_missing'

/** A difference, and the write that mends it. Its conditions fail where somebody else has been there since. */
export type Difference = {
  readonly kind: DifferenceKind
  readonly key: Key
  readonly repair: readonly Write[]
}
