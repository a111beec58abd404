import * as z from 'zod'
import { HistoryHead } from '../history/history.ts'
import type { WorkspaceId } from '../identity/id.ts'
import { keys } from '../table/keys.ts'
import type { Item, Table } from '../table/table.ts'
import { Workspace } from './workspace.ts'

export const StoredWorkspace = z.object({
  schema: z.literal(1),
  data: Workspace,
  history: HistoryHead,
  /** Signs what the workspace hands out and takes back: cursors of lists. It never leaves the house. */
  secret: z.string().min(32),
})
export type StoredWorkspace = z.output<typeof StoredWorkspace>

export async function loadWorkspace(table: Table, id: WorkspaceId): Promise<StoredWorkspace | undefined> {
  const item = await table.get(keys.workspace(id))
  return item && StoredWorkspace.parse(item)
}

export function workspaceItem(stored: StoredWorkspace): Item {
  return { ...keys.workspace(stored.data.id), ...stored }
}

/** @throws Error where the workspace's own row is missing */
export async function workspaceSecret(table: Table, id: WorkspaceId): Promise<string> {
  const stored = await loadWorkspace(table, id)
  if (stored === undefined) throw new Error(`no workspace ${id}`)
  return stored.secret
}
