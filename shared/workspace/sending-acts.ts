import { nextEntry } from '../history/history.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { keys } from '../table/keys.ts'
import type { Write } from '../table/table.ts'
import { type Sending, sendingItem } from './sending.ts'
import { type StoredWorkspace, workspaceItem } from './workspace-store.ts'

/**
 * Lets a workspace send from the live table, by a person's word. What was to go out up to now says from then on that a
 * first copy may have arrived: the table that this one was restored from may have sent it.
 */
export async function release(
  at: By,
  stored: StoredWorkspace,
  before: Sending,
  tableId: string,
): Promise<Write[]> {
  const changes = [{ pointer: '/tableId', from: before.tableId, to: tableId }]
  const entry = await nextEntry(stored.history, { at: at.now, by: at.by, action: 'released', changes })
  const item = workspaceItem({ ...stored, history: { seq: entry.seq, hash: entry.hash } })
  const sending: Sending = { schema: 1, tableId, releasedAt: at.now }
  return [
    { put: sendingItem(at.workspaceId, sending), when: { tableId: { is: before.tableId } } },
    { put: { ...item, historySeq: entry.seq }, when: { historySeq: { is: stored.history.seq } } },
    { put: { ...keys.change(item.pk, entry.seq), ...entry } },
  ]
}
