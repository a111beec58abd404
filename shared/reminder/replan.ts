import * as z from 'zod'
import { RecordId, type WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys, ranges, wake } from '../table/keys.ts'
import { writePastConflicts } from '../table/past-conflicts.ts'
import {
  type Condition,
  ConditionFailed,
  type Item,
  type Key,
  type Position,
  type Range,
  type Table,
  type Test,
  type Write,
} from '../table/table.ts'
import { Instant, plusSeconds } from '../time/instant.ts'

/** What every record of a workspace depends on: its settings. */
export const wholeWorkspace = 'WORKSPACE'

/** The walk over the records that depend on something which has changed; `after`: where it was interrupted. */
const Replan = z.object({
  on: z.string(),
  workspaceId: z.string(),
  changedAt: Instant,
  round: z.literal([1, 2]),
  nonce: z.string(),
  after: z.record(z.string(), z.string()).optional(),
})

/**
 * The write that has every record looked at which depends on `on`: an organisation's id (its sessions), a person's,
 * or the whole workspace. It belongs into the transaction of the change, so that neither can be without the other.
 */
export function replanMarker(workspaceId: WorkspaceId, on: string, now: Instant): Write {
  const key = keys.replan(workspaceId, on)
  return {
    put: {
      ...key,
      ...wake(key.pk, now),
      on,
      workspaceId,
      changedAt: now,
      round: 1,
      nonce: crypto.randomUUID(),
    },
  }
}

/**
 * Walks the dependents of a marker. It walks twice: once at once, and once more some minutes later for a record that
 * was being written while the thing changed. Cut off, it goes on after the last page that it finished, and so does the
 * next sweep where this one has no more time: waking a record twice does nothing.
 */
export async function replan(
  table: Table,
  workspaceId: WorkspaceId,
  marker: Item,
  now: Instant,
  hasTime: () => boolean,
): Promise<void> {
  const { on, round, nonce, changedAt, after: start } = Replan.parse(marker)
  const { pk, sk } = marker
  const isOurs = { nonce: { is: nonce } }
  let after: Position | undefined = start
  do {
    after = await wakePage(table, workspaceId, on, changedAt, after)
    const isOver = after === undefined
    const next: Write = isOver
      ? afterRound(round, { pk, sk }, now, isOurs)
      : { update: { pk, sk }, set: { after }, when: isOurs }
    if (!(await isWritten(table, next))) return
  } while (after !== undefined && hasTime())
}

function afterRound(round: 1 | 2, key: Key, now: Instant, when: Condition): Write {
  if (round === 2) return { delete: key, when }
  const set = { round: 2, wakeAt: plusSeconds(now, secondRoundSeconds) }
  return { update: key, set, remove: ['after'], when }
}

/** False where the thing has changed once more: its new marker starts from the beginning. */
async function isWritten(table: Table, write: Write): Promise<boolean> {
  try {
    await table.write([write])
    return true
  } catch (error) {
    ignoreConditionFailed(error)
    return false
  }
}

const secondRoundSeconds = 300

/**
 * Wakes every record that depends on `on`, or the first so many: the marker brings the sweep to the others. What is
 * owed now is owed since that has changed.
 */
export async function wakeDependents(
  table: Table,
  workspaceId: WorkspaceId,
  on: string,
  changedAt: Instant,
  mostPages = 5,
): Promise<void> {
  let after: Position | undefined
  for (let pages = 0; pages < mostPages; pages += 1) {
    after = await wakePage(table, workspaceId, on, changedAt, after)
    if (after === undefined) return
  }
}

/** So many records are woken at a time. */
const pageSize = 50

/** Wakes one page of records that depend on `on`, and answers where the next one begins. */
async function wakePage(
  table: Table,
  workspaceId: WorkspaceId,
  on: string,
  changedAt: Instant,
  after: Position | undefined,
): Promise<Position | undefined> {
  const isWhole = on === wholeWorkspace
  const range: Range = isWhole
    ? { index: 'byTitle', partition: indexPartitions.records(workspaceId), limit: pageSize }
    : { ...ranges.dependents(workspaceId, on), limit: pageSize }
  const page = await table.query(after ? { ...range, after } : range)
  const ids = page.items.map(({ pk, sk }) => RecordId.parse(isWhole ? pk.split('#')[2] : sk))
  const wakeOne = /^(org|cal)_/.test(on) ? wakeMovedRecord : wakeRecord
  await Promise.all(ids.map((id) => wakeNoLater(table, wakeOne(workspaceId, id, changedAt), changedAt)))
  return page.next
}

/**
 * Wakes a record, and never later than somebody else has: of two changes before a sweep has looked, what the first one
 * brought is owed since the first.
 */
async function wakeNoLater(table: Table, write: WakeWrite, since: Instant): Promise<void> {
  const { wakeAt: _wakeAt, wakeShard: _shard, ...rest } = write.set
  const isLater = [
    { ...write.when, wakeAt: 'absent' as const },
    { ...write.when, wakeAt: { atLeast: since } },
  ]
  try {
    await writePastConflicts(table, [{ ...write, when: isLater }])
  } catch (error) {
    ignoreConditionFailed(error)
    await writePastConflicts(table, [{ ...write, set: rest }]).catch(ignoreConditionFailed)
  }
}

type WakeWrite = {
  readonly update: Key
  readonly set: Readonly<Record<string, unknown>>
  readonly when: Readonly<Record<string, Test>>
}

/** The write that has a record looked at at the next sweep; what is owed now is owed since then. */
export function wakeRecord(
  workspaceId: WorkspaceId,
  id: RecordId,
  since: Instant,
  woken: string = crypto.randomUUID(),
): WakeWrite {
  const key = keys.record(workspaceId, id)
  return { update: key, set: { ...wake(key.pk, since), woken }, when: { pk: 'present' } }
}

/** What stands before every day that anything is due on. */
const beforeAll = '0001-01-01'

/**
 * As `wakeRecord`, where a session or a calendar may have brought the dates of the record nearer: until the sweep has
 * looked, it stands first among what is due, so that no list by date misses it. Of what is archived nothing is due.
 */
function wakeMovedRecord(workspaceId: WorkspaceId, id: RecordId, since: Instant): WakeWrite {
  const key = keys.record(workspaceId, id)
  const due = {
    dueFrom: beforeAll,
    dueOf: indexPartitions.due(workspaceId),
    dueKey: `${beforeAll}#${id}`,
  }
  return {
    update: key,
    set: { ...wake(key.pk, since), woken: crypto.randomUUID(), ...due },
    when: { pk: 'present', status: { is: 'active' } },
  }
}

export function ignoreConditionFailed(error: unknown): void {
  if (!(error instanceof ConditionFailed)) throw error
}
