import type { PersonId, WorkspaceId } from '../identity/id.ts'
import { maySee } from '../record/may-see.ts'
import { StoredRecord } from '../record/record-store.ts'
import { keys, withHistory } from '../table/keys.ts'
import type { Item, Position, Table } from '../table/table.ts'
import { HistoryHead } from './history.ts'
import { findingOf } from './history-store.ts'

/** One history, how far it goes, and the first entry that is not what it should be; null: it holds. */
export type VerifiedHistory = {
  /** Whose it is: an id, or `workspace`. */
  readonly of: string
  readonly seq: number
  readonly hash: string
  readonly brokenAt: number | null
}

/** Where the page after it begins: in which list, and after what of it. */
export type Place = { readonly list: number; readonly after?: Position | undefined }

/**
 * One page of the histories of a workspace, each verified from its first entry to the head that is kept with what it is
 * of. The workspace's own comes first. What a person may not see is passed over.
 */
export async function verifiedPage(
  table: Table,
  { workspaceId, personId }: { readonly workspaceId: WorkspaceId; readonly personId: PersonId },
  start: Place,
  limit: number,
): Promise<{ readonly histories: readonly VerifiedHistory[]; readonly next: Place | undefined }> {
  const histories: VerifiedHistory[] = []
  let place: Place | undefined = start
  while (place !== undefined && histories.length < limit) {
    const page = await itemsAt(table, workspaceId, place, limit - histories.length)
    for (const item of page.items) if (isVisible(item, personId)) histories.push(await verified(table, item))
    place = page.next
  }
  return { histories, next: place }
}

async function itemsAt(
  table: Table,
  workspaceId: WorkspaceId,
  { list, after }: Place,
  limit: number,
): Promise<{ readonly items: readonly Item[]; readonly next: Place | undefined }> {
  if (list === 0) {
    const item = await table.get(keys.workspace(workspaceId))
    return { items: item === undefined ? [] : [item], next: { list: 1 } }
  }
  const partitions = withHistory(workspaceId)
  const partition = partitions[list - 1]
  if (partition === undefined) return { items: [], next: undefined }
  const range = { index: 'byTitle', partition, limit } as const
  const page = await table.query(after === undefined ? range : { ...range, after })
  const rows = page.items.map(({ pk, sk }) => ({ pk, sk }))
  const items = rows.length === 0 ? [] : await table.getMany(rows)
  const next = page.next === undefined ? { list: list + 1 } : { list, after: page.next }
  return { items, next: page.next === undefined && list === partitions.length ? undefined : next }
}

function isVisible(item: Item, personId: PersonId): boolean {
  return item.sk !== 'RECORD' || maySee(StoredRecord.parse(item).data, personId)
}

async function verified(table: Table, item: Item): Promise<VerifiedHistory> {
  const { seq, hash } = HistoryHead.parse(item.history)
  const finding = await findingOf(table, item.pk, { seq, hash }, [])
  return { of: item.pk.split('#')[2] ?? 'workspace', seq, hash, brokenAt: finding?.seq ?? null }
}
