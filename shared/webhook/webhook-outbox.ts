import type { Change, NumberedChange } from '../change/change.ts'
import type { WorkspaceId } from '../identity/id.ts'
import { StoredRecord } from '../record/record-store.ts'
import { keys } from '../table/keys.ts'
import { ConditionFailed, type Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { messageItem } from './webhook-message.ts'
import { activeWebhooks } from './webhook-store.ts'

/**
 * Writes down whom each change is to be told. Done again it changes nothing: a message is made once. A record that
 * only some may see is told to no webhook: nobody can say who reads there.
 */
export async function addressChanges(
  table: Table,
  workspaceId: WorkspaceId,
  changes: readonly NumberedChange[],
  now: Instant,
): Promise<void> {
  const webhooks = await activeWebhooks(table, workspaceId)
  if (webhooks.length === 0) return
  for (const { number, change } of changes) {
    if (!(await isForAll(table, workspaceId, change))) continue
    for (const { id, types } of webhooks) {
      if (types.length > 0 && !types.includes(change.type)) continue
      const message = { webhookId: id, number, createdAt: now, state: 'pending', tries: 0 } as const
      const put = messageItem(workspaceId, { ...message, nextTryAt: now, attempts: [] })
      await table.write([{ put, when: { pk: 'absent' } }]).catch((error: unknown) => {
        if (!(error instanceof ConditionFailed)) throw error
      })
    }
  }
}

/** Whether everybody of the workspace may see what changed, as it is now. */
export async function isForAll(
  table: Table,
  workspaceId: WorkspaceId,
  { recordId }: Change,
): Promise<boolean> {
  if (recordId === null) return true
  const item = await table.get(keys.record(workspaceId, recordId))
  return item !== undefined && StoredRecord.parse(item).data.visibleTo.length === 0
}
