import { ImportId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import type { Item, Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { continueImport } from './continue-import.ts'

/** Whether a row of the wake index is an import that nobody is at work on. */
export function isImport({ sk }: Item): boolean {
  return sk === 'IMPORT'
}

/** Goes on with an import whose client has gone: what a sweep does not get done waits for the next one. */
export async function continueWoken(
  table: Table,
  { pk }: Item,
  now: () => Instant,
  hasTime: () => boolean,
): Promise<void> {
  const [, workspace, id] = pk.split('#')
  const parts = { table, workspaceId: WorkspaceId.parse(workspace), now, hasTime }
  await continueImport(parts, ImportId.parse(id))
}
