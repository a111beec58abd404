import { SurroundingsReader } from '../deadline/surroundings-store.ts'
import type { By } from '../organisation/organisation-acts.ts'
import type { Item, Table } from '../table/table.ts'
import type { TrackedRecord } from './record.ts'
import type { Circumstances } from './record-acts.ts'
import { searchedNames } from './searched-names.ts'

/** Reads what a change of a record needs beside it; `found` are rows that were read already. */
export async function circumstancesOf(
  table: Table,
  by: By,
  record: TrackedRecord,
  found: ReadonlyMap<string, Item> = new Map(),
): Promise<Circumstances> {
  const around = await new SurroundingsReader(table).around(by.workspaceId, record)
  return { ...by, around, organisationNames: await searchedNames(table, by.workspaceId, record, found) }
}
