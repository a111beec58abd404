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
})
export type StoredWorkspace = z.output<typeof StoredWorkspace>

export async function loadWorkspace(table: Table, id: WorkspaceId): Promise<StoredWorkspace | undefined> {
  const item = await table.get(keys.workspace(id))
  return item && StoredWorkspace.parse(item)
}

export function workspaceItem(stored: StoredWorkspace): Item {
  return { ...keys.workspace(stored.data.id), ...stored }
}
