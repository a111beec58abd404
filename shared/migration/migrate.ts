import { WorkspaceId } from '../identity/workspace-id.ts'
import { indexPartitions } from '../table/keys.ts'
import { all, ConditionFailed, type Item, type Key, type Page, type Table } from '../table/table.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import type { Migration } from './migration.ts'
import { beginning, loadProgress, type Progress, storeProgress } from './progress-store.ts'

export type MigrateParts = {
  readonly table: Table
  readonly now: () => Instant
  readonly hasTime: () => boolean
  /** How long after its beginning a walk is followed by the next one: by then no older code runs any more. */
  readonly restSeconds: number
  /** Told of what cannot be brought to its new form: it is left as it is. */
  readonly report: (fault: { readonly id: string; readonly key: Key; readonly error: unknown }) => void
}

/** `over`: nothing is left to do. `resting`: the next walk comes later. `cut off`: the next call goes on. */
export type MigrateState = 'over' | 'resting' | 'cut off'

/** So many rows are looked at before it is written how far it got. */
const pageSize = 25
/** So often one thing is tried that others change at the same time. */
const mostTries = 5

/**
 * Walks over everything once, from where it got to, and brings to its new form what is not in it. Cut off at any point,
 * the next call goes on after the last page that was finished. What older code has written behind its back is found by
 * the next walk: it is over when a later one had nothing to write.
 */
export async function migrate(parts: MigrateParts, migration: Migration): Promise<MigrateState> {
  const { table } = parts
  const now = parts.now()
  const known = await loadProgress(table, migration.id)
  if (known?.endedAt !== undefined && known.endedAt !== null) return 'over'
  const isBetween = known !== undefined && known.workspaceId === null && known.pass > 1
  if (isBetween && now < plusSeconds(known.passStartedAt, parts.restSeconds)) return 'resting'
  let at: Progress = isBetween ? { ...known, passStartedAt: now } : (known ?? beginning(1, now, 0))
  const range = { partition: 'WORKSPACES', ...(at.workspaceId === null ? {} : { from: at.workspaceId }) }
  for await (const { sk } of all(table, range)) {
    const workspaceId = WorkspaceId.parse(sk)
    if (workspaceId === at.workspaceId && at.after === null) continue
    const walked = await walkWorkspace(parts, migration, workspaceId, at)
    if (walked === undefined) return 'cut off'
    at = walked
  }
  // Of the first walk a page may have been written and not counted, and older code may still have been running.
  const isOver = at.pass > 1 && at.changed === 0 && at.left === 0
  const next = isOver ? { ...at, endedAt: parts.now() } : beginning(at.pass + 1, at.passStartedAt, at.step)
  const stored = await storeProgress(table, migration.id, next)
  if (stored === undefined) return 'cut off'
  return isOver ? 'over' : 'resting'
}

/** @returns how far it got; undefined where there was no more time, or another one walks */
async function walkWorkspace(
  parts: MigrateParts,
  migration: Migration,
  workspaceId: WorkspaceId,
  from: Progress,
): Promise<Progress | undefined> {
  const { index, list } = migration.of
  const partition = indexPartitions[list](workspaceId)
  let at = from
  let after = from.workspaceId === workspaceId ? (from.after ?? undefined) : undefined
  do {
    if (!parts.hasTime()) return undefined
    const range = { index, partition, limit: pageSize, ...(after === undefined ? {} : { after }) }
    const page: Page = await parts.table.query(range)
    const found = { looked: at.looked, changed: at.changed, left: at.left }
    for (const row of page.items) {
      found.looked += 1
      const came = await bring(parts, migration, workspaceId, row)
      if (came !== 'as it should be') found[came] += 1
    }
    after = page.next
    const next = { ...at, ...found, workspaceId, after: after ?? null }
    const stored = await storeProgress(parts.table, migration.id, next)
    if (stored === undefined) return undefined
    at = stored
  } while (after !== undefined)
  return at
}

async function bring(
  { table, report }: MigrateParts,
  { id, writes }: Migration,
  workspaceId: WorkspaceId,
  row: Item,
): Promise<'changed' | 'left' | 'as it should be'> {
  try {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const needed = await writes(table, workspaceId, row)
      // At a second look it may have been our own write, whose answer was lost.
      if (needed.length === 0) return tries === 0 ? 'as it should be' : 'changed'
      if (await isWritten(table, needed)) return 'changed'
    }
    throw new Error('others change it all the time')
  } catch (error) {
    report({ id, key: { pk: row.pk, sk: row.sk }, error })
    return 'left'
  }
}

async function isWritten(table: Table, writes: Parameters<Table['write']>[0]): Promise<boolean> {
  try {
    await table.write(writes)
    return true
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
}
