import type { WorkspaceId } from '../identity/id.ts'
import { keys } from '../table/keys.ts'
import type { Item, Table } from '../table/table.ts'
import { organisationIdsOf, type TrackedRecord } from './record.ts'

/** So many organisations of one record are found by their names. */
const mostNames = 100

/** The names of the organisations that a record names, for the search; `found` are rows that were read already. */
export async function searchedNames(
  table: Table,
  workspaceId: WorkspaceId,
  record: TrackedRecord,
  found: ReadonlyMap<string, Item> = new Map(),
): Promise<string> {
  const ids = organisationIdsOf(record)
  const wanted = ids.filter((id) => !found.has(id)).slice(0, mostNames)
  const read = await table.getMany(wanted.map((id) => keys.organisation(workspaceId, id)))
  const known = ids.flatMap((id) => found.get(id) ?? [])
  return [...known, ...read].map(({ searchText }) => String(searchText ?? '')).join(' ')
}
