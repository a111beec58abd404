import * as z from 'zod'
import { HistoryHead } from '../history/history.ts'
import type { PersonId, WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys } from '../table/keys.ts'
import { all, type Item, type Table } from '../table/table.ts'
import { listedByName } from '../table/title-key.ts'
import { KeptPerson } from './person.ts'

export const StoredPerson = z.object({
  schema: z.literal(1),
  data: KeptPerson,
  history: HistoryHead,
  /** The hash of the one issuer and subject who signs in as this person. */
  subject: z.string().optional(),
})
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
    ...listedByName(indexPartitions.people(workspaceId), data, `${data.name} ${data.email}`),
  }
}

/** Everybody who is or was in the team, in the order of names. */
export async function peopleOf(table: Table, workspaceId: WorkspaceId): Promise<StoredPerson[]> {
  const found: StoredPerson[] = []
  const rows: Item[] = []
  for await (const row of all(table, { index: 'byTitle', partition: indexPartitions.people(workspaceId) }))
    rows.push(row)
  for (let at = 0; at < rows.length; at += 100) {
    const batch = rows.slice(at, at + 100)
    const items = await table.getMany(batch.map(({ pk, sk }) => ({ pk, sk })))
    const byPk = new Map(items.map((item) => [item.pk, item]))
    for (const { pk } of batch) {
      const item = byPk.get(pk)
      if (item !== undefined) found.push(StoredPerson.parse(item))
    }
  }
  return found
}
