import * as z from 'zod'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { keys, ranges, withHistory } from '../table/keys.ts'
import { all, type Item, type Key, type Table } from '../table/table.ts'
import { brokenLink, HistoryEntry, HistoryHead } from './history.ts'

/** How far the history of one thing went at some time. Kept elsewhere, it proves what the table cannot. */
export const WitnessedHead = z.strictObject({ pk: z.string(), seq: z.int().min(0), hash: z.string() })
export type WitnessedHead = z.output<typeof WitnessedHead>

/** What is wrong with the history of one thing. */
export type Finding = {
  readonly pk: string
  /** The first entry that is not what it should be. */
  readonly seq: number
  /** `broken`: altered, missing, or cut off the end. `rebuilt`: whole, and not what was witnessed. */
  readonly kind: 'broken' | 'rebuilt'
}

/** The heads of every history of a workspace, as they are now. */
export async function* headsOf(table: Table, workspaceId: WorkspaceId): AsyncGenerator<WitnessedHead> {
  yield* headsIn([await table.get(keys.workspace(workspaceId))])
  for (const partition of withHistory(workspaceId)) {
    let rows: Key[] = []
    for await (const { pk, sk } of all(table, { index: 'byTitle', partition })) {
      rows.push({ pk, sk })
      if (rows.length < batch) continue
      yield* headsIn(await table.getMany(rows))
      rows = []
    }
    if (rows.length > 0) yield* headsIn(await table.getMany(rows))
  }
}

/** So many items are read at a time. */
const batch = 100

function headsIn(items: readonly (Item | undefined)[]): WitnessedHead[] {
  return items.flatMap((item) => {
    if (item === undefined) return []
    const { seq, hash } = HistoryHead.parse(item.history)
    return [{ pk: item.pk, seq, hash }]
  })
}

/**
 * Verifies every history of a workspace: that each entry follows from the one before it, that none is cut off the end,
 * and that what was witnessed before is still there. What was deleted with all its entries is missed only where it was
 * witnessed. Heads of other workspaces are left alone.
 */
export async function* verifyHistory(
  table: Table,
  workspaceId: WorkspaceId,
  witnessed: Iterable<WitnessedHead> = [],
): AsyncGenerator<Finding> {
  const before = Map.groupBy(
    [...witnessed].filter(({ pk }) => isOf(pk, workspaceId)),
    ({ pk }) => pk,
  )
  for await (const head of headsOf(table, workspaceId)) {
    const finding = await findingOf(table, head.pk, head, before.get(head.pk) ?? [])
    before.delete(head.pk)
    if (finding !== undefined) yield finding
  }
  for (const [pk, heads] of before) {
    const finding = await findingOf(table, pk, undefined, heads)
    if (finding !== undefined) yield finding
  }
}

/** What is wrong with one history, against the head that is kept with what it is of, and against heads kept elsewhere. */
export async function findingOf(
  table: Table,
  pk: string,
  kept: HistoryHead | undefined,
  witnessed: readonly WitnessedHead[],
): Promise<Finding | undefined> {
  const entries: HistoryEntry[] = []
  for await (const { pk: _pk, sk: _sk, ...entry } of all(table, ranges.history(pk)))
    entries.push(HistoryEntry.parse(entry))
  const broken = await brokenLink(entries, kept)
  if (broken !== undefined) return { pk, seq: broken, kind: 'broken' }
  const hashes = new Map(entries.map(({ seq, hash }) => [seq, hash]))
  const rebuilt = witnessed.filter(({ seq, hash }) => seq > 0 && hashes.get(seq) !== hash)
  if (rebuilt.length === 0) return undefined
  return { pk, seq: Math.min(...rebuilt.map(({ seq }) => seq)), kind: 'rebuilt' }
}

function isOf(pk: string, workspaceId: WorkspaceId): boolean {
  return pk === `W#${workspaceId}` || pk.startsWith(`W#${workspaceId}#`)
}

/** Every workspace of the table. */
export async function* workspacesIn(table: Table): AsyncGenerator<WorkspaceId> {
  for await (const { sk } of all(table, { partition: 'WORKSPACES' })) yield WorkspaceId.parse(sk)
}
