import type { PersonId } from '../identity/id.ts'
import type { TrackedRecord } from './record.ts'

/** What decides who sees a record. */
export type Visible = Pick<TrackedRecord, 'visibleTo' | 'ownerId' | 'deputyId' | 'supervisorId'>

/**
 * Whether a person may see a record: everybody where it names nobody, else those named and those who answer for it.
 * Whatever shows something of a record to a person asks here, and nowhere else.
 */
export function maySee(record: Visible, personId: PersonId): boolean {
  const { visibleTo, ownerId, deputyId, supervisorId } = record
  return visibleTo.length === 0 || [...visibleTo, ownerId, deputyId, supervisorId].includes(personId)
}

/**
 * Whether a confidential record has fallen to an administrator who is not among those who see it. They learn that it
 * exists; to see it they have to open it, which its history says.
 */
export function isInheritedUnseen(record: Visible, administratorId: PersonId): boolean {
  return record.ownerId === null && !maySee(record, administratorId)
}
