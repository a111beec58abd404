import * as z from 'zod'
import { HistoryHead } from '../history/history.ts'
import type { PersonId, WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys } from '../table/keys.ts'
import type { Item, Table } from '../table/table.ts'
import { titleKey } from '../table/title-key.ts'
import { folded } from '../text/text.ts'
import { KeptPerson } from './person.ts'

export const StoredPerson = z.object({ schema: z.literal(1), data: KeptPerson, history: HistoryHead })
export type StoredPerson = z.output<typeof StoredPerson>

export async function loadPerson(
  table: Table,
  workspaceId: WorkspaceId,
  id: PersonId,
): Promise<StoredPerson | undefined> {
  const item = await table.get(keys.person(workspaceId, id))
  return item && StoredPerson.parse(item)
}

export function personItem(workspaceId: WorkspaceId, stored: StoredPerson): Item {
  const { data } = stored
  return {
    ...keys.person(workspaceId, data.id),
    ...stored,
    listOf: indexPartitions.people(workspaceId),
    listKey: titleKey(data.name, data.id),
    searchText: folded(`${data.name} ${data.email}`),
  }
}
