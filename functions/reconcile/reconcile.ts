import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import {
  type Checkpoint,
  emptyTally,
  loadCheckpoint,
  storeCheckpoint,
  storeReconciled,
  type Tally,
} from '../../shared/health/reconcile-report.ts'
import { RecordId } from '../../shared/identity/id.ts'
import { WorkspaceId } from '../../shared/identity/workspace-id.ts'
import { ignoreConditionFailed } from '../../shared/reminder/replan.ts'
import { indexPartitions } from '../../shared/table/keys.ts'
import { all, type Key, type Position, type Table } from '../../shared/table/table.ts'
import { earlier, type Instant, plusSeconds } from '../../shared/time/instant.ts'
import type { Difference, DifferenceKind } from './difference.ts'
import { heartbeatDifferences } from './heartbeat-differences.ts'
import { outboxDifferences, replansOf } from './outbox-differences.ts'
import { peopleDifferences } from './people-differences.ts'
import { type Looked, recordDifferences } from './record-differences.ts'

export type ReconcileParts = {
  readonly table: Table
  readonly now: () => Instant
  readonly hasTime: () => boolean
  /** Told of every difference: each is a mistake of ours, or of whoever wrote into the table by hand. */
  readonly report: (fault: {
    readonly key: Key
    readonly kind: DifferenceKind
    readonly error?: unknown
  }) => void
}

/** A round begins so long after the last one began. */
const everySeconds = 20 * 3_600
/** So many records are looked at before it is written where the round stands. */
const pageSize = 25

/**
 * Computes anew, once a night, everything that the product keeps beside the facts: when each record wakes, where it
 * stands among what is due, what is on its way, and what waits in the outbox. What differs is mended and reported: the
 * sweep depends on it, and would never look. It goes workspace by workspace from a checkpoint; nothing scans.
 *
 * @returns whether the round has come to its end
 */
export async function reconcile(parts: ReconcileParts): Promise<boolean> {
  const now = parts.now()
  let at = await loadCheckpoint(parts.table)
  if (at?.endedAt !== undefined && at.endedAt !== null) {
    if (now < plusSeconds(at.startedAt, everySeconds)) return true
    at = undefined
  }
  at ??= { startedAt: now, endedAt: null, workspaceId: null, after: null, tally: emptyTally }
  const range = { partition: 'WORKSPACES', ...(at.workspaceId === null ? {} : { from: at.workspaceId }) }
  for await (const { sk } of all(parts.table, range)) {
    const workspaceId = WorkspaceId.parse(sk)
    const isResumed = workspaceId === at.workspaceId
    const from: Checkpoint = isResumed ? at : { ...at, workspaceId, after: null, tally: emptyTally }
    if (!(await reconcileWorkspace(parts, workspaceId, from))) return false
  }
  await storeCheckpoint(parts.table, { ...at, workspaceId: null, after: null, endedAt: parts.now() })
  return true
}

/** @returns false where there was no more time */
async function reconcileWorkspace(
  parts: ReconcileParts,
  workspaceId: WorkspaceId,
  from: Checkpoint,
): Promise<boolean> {
  const { table } = parts
  let { tally } = from
  let after: Position | undefined = from.after ?? undefined
  do {
    const partition = indexPartitions.records(workspaceId)
    const page = await table.query({
      index: 'byTitle',
      partition,
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    })
    for (const { pk } of page.items)
      tally = await reconcileRecord(parts, workspaceId, RecordId.parse(pk.split('#')[2]), tally)
    after = page.next
    if (after !== undefined) await storeCheckpoint(table, { ...from, after, tally })
    if (after !== undefined && !parts.hasTime()) return false
  } while (after !== undefined)
  for await (const difference of outboxDifferences(table, workspaceId, parts.now()))
    tally = await mended(parts, difference, tally)
  for await (const difference of heartbeatDifferences(table, workspaceId, parts.now()))
    tally = await mended(parts, difference, tally)
  for await (const difference of peopleDifferences(table, workspaceId))
    tally = await mended(parts, difference, tally)
  await storeReconciled(table, workspaceId, { ...tally, at: parts.now() })
  return true
}

async function reconcileRecord(
  parts: ReconcileParts,
  workspaceId: WorkspaceId,
  id: RecordId,
  tally: Tally,
): Promise<Tally> {
  try {
    const looked = await look(parts, workspaceId, id)
    if (looked === undefined) return tally
    const { whole, differences } = looked
    let next = counted(tally, looked)
    if (differences.length === 0) return next
    // What is under way looks like a difference: only one that is there at a second look is one.
    const again = await look(parts, workspaceId, id)
    const isStill = ({ key, kind }: Difference) =>
      again?.differences.some((each) => each.kind === kind && each.key.sk === key.sk) === true
    const isSame = again?.whole.stored.revision === whole.stored.revision
    for (const difference of differences.filter((each) => isSame && isStill(each)))
      next = await mended(parts, difference, next)
    return next
  } catch (error) {
    parts.report({ key: { pk: `W#${workspaceId}#${id}`, sk: 'RECORD' }, kind: 'unreadable', error })
    return { ...tally, records: tally.records + 1 }
  }
}

/** A look at one record. While something walks over the dependents of a change, they may not have been woken yet. */
async function look(
  { table, now }: ReconcileParts,
  workspaceId: WorkspaceId,
  id: RecordId,
): Promise<Looked | undefined> {
  const reader = new SurroundingsReader(table)
  const looked = await recordDifferences(table, workspaceId, id, now(), ({ record }) =>
    reader.around(workspaceId, record),
  )
  if (looked === undefined || looked.differences.length === 0) return looked
  const { items } = await table.query({ ...replansOf(workspaceId), limit: 1 })
  return items.length === 0 ? looked : { ...looked, differences: [] }
}

function counted(tally: Tally, { whole }: Looked): Tally {
  const { wakeAt } = whole.stored
  const isUnowned = whole.record.status === 'active' && whole.record.ownerId === null
  return {
    ...tally,
    records: tally.records + 1,
    unowned: tally.unowned + (isUnowned ? 1 : 0),
    nextWakeAt: wakeAt === undefined ? tally.nextWakeAt : earlier(tally.nextWakeAt ?? wakeAt, wakeAt),
  }
}

async function mended(parts: ReconcileParts, difference: Difference, tally: Tally): Promise<Tally> {
  const { key, kind, repair } = difference
  parts.report({ key, kind })
  await parts.table.write(repair).catch(ignoreConditionFailed)
  return { ...tally, repaired: tally.repaired + 1 }
}
