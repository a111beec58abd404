import type { Deadline } from '../deadline/deadline.ts'
import type { TrackedRecord } from '../record/record.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Who is told of a deadline: a person's id, or an address without an account; and why. */
export type Recipient = { readonly id: string; readonly why: string }

/**
 * Everybody who is told of a deadline, each once: who answers for it, and who watches the record. A watcher of the
 * team who may no longer see a confidential record is left out.
 */
export function recipientsOf(
  deadline: Deadline,
  record: TrackedRecord,
  workspace: Workspace,
): readonly Recipient[] {
  const { ownerId } = deadline
  const isInherited = ownerId === workspace.administratorId && record.ownerId === null
  const why = isInherited
    ? 'Nobody owns this record, so you are told as the administrator of the workspace.'
    : 'You answer for this deadline.'
  const sees = [...record.visibleTo, record.ownerId, record.deputyId, record.supervisorId].map(String)
  const watchers = record.watchers.filter(
    (watcher) =>
      watcher !== ownerId &&
      (record.visibleTo.length === 0 || watcher.includes('@') || sees.includes(watcher)),
  )
  return [{ id: ownerId, why }, ...watchers.map((id) => ({ id, why: 'You watch this record.' }))]
}
