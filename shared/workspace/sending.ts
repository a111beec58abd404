import * as z from 'zod'
import type { WorkspaceId } from '../identity/id.ts'
import { keys } from '../table/keys.ts'
import { ConditionFailed, type Item, type Table } from '../table/table.ts'
import { Instant } from '../time/instant.ts'

/**
 * Which table a workspace sends from. The item is restored with the table, the table's own id is not: where the two
 * differ, this is a copy that does not know what the original has sent since, and nothing goes out of it.
 */
export const Sending = z.object({
  schema: z.literal(1),
  tableId: z.string().min(1),
  /** When a person let a restored table send: what was to go out before may have gone out of the original. */
  releasedAt: Instant.nullable(),
})
export type Sending = z.output<typeof Sending>

/** Whether a workspace may send from the table that is live, and up to when what it sends may have been sent before. */
export type Gate =
  | { readonly isOpen: false }
  | { readonly isOpen: true; readonly doubtfulUntil: Instant | null }

/** The gate of a workspace. One that has never sent takes the live table for its own. */
export async function gateOf(table: Table, workspaceId: WorkspaceId, tableId: string): Promise<Gate> {
  const sending = (await loadSending(table, workspaceId)) ?? (await adopted(table, workspaceId, tableId))
  if (sending.tableId !== tableId) return { isOpen: false }
  return { isOpen: true, doubtfulUntil: sending.releasedAt }
}

export async function loadSending(table: Table, workspaceId: WorkspaceId): Promise<Sending | undefined> {
  const item = await table.get(keys.sending(workspaceId))
  return item && Sending.parse(item)
}

async function adopted(table: Table, workspaceId: WorkspaceId, tableId: string): Promise<Sending> {
  const sending: Sending = { schema: 1, tableId, releasedAt: null }
  try {
    await table.write([{ put: sendingItem(workspaceId, sending), when: { pk: 'absent' } }])
    return sending
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    return Sending.parse(await table.get(keys.sending(workspaceId)))
  }
}

export function sendingItem(workspaceId: WorkspaceId, sending: Sending): Item {
  return { ...keys.sending(workspaceId), ...sending }
}
