import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import { continueHandover } from '../../shared/handover/handover-acts.ts'
import { isHandover } from '../../shared/handover/handover-store.ts'
import { reportSweep } from '../../shared/health/sweep-report.ts'
import { planHeartbeat } from '../../shared/heartbeat/heartbeat-store.ts'
import { RecordId } from '../../shared/identity/id.ts'
import { WorkspaceId } from '../../shared/identity/workspace-id.ts'
import { continueWoken, isImport } from '../../shared/import/woken-imports.ts'
import type { WholeRecord } from '../../shared/record/record-store.ts'
import { planRecord } from '../../shared/reminder/plan.ts'
import { replan } from '../../shared/reminder/replan.ts'
import { indexPartitions, wakeShards } from '../../shared/table/keys.ts'
import { all, type Item, type Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import { Gates, ownerOf } from './gates.ts'
import { inParallel } from './in-parallel.ts'
import { inTurn } from './in-turn.ts'
import { oldestDueSeconds } from './oldest-due.ts'
import { type Publishing, publishDue } from './publish-due.ts'
import { guarded, type RestParts } from './rest.ts'

export type SweepParts = RestParts &
  Publishing & {
    /** The id of the table that is live; a restored one has another than its items say. */
    readonly tableId: () => Promise<string>
    readonly now: () => Instant
  }

export type SweepCounts = {
  readonly woken: number
  readonly planned: number
  readonly published: number
  /** How long the oldest reminder had been due and not told when the sweep began. */
  readonly oldestDueSeconds: number
}

/** So long one sweep walks what changed, and then plans records, before it hands over whose hour has come. */
const walkSeconds = 10
const planSeconds = 35
/** Until so long after its start one sweep goes on with imports; what is to be told has gone out by then. */
const importSeconds = 42

/**
 * Takes what is due and starts the work on it. The clock that calls it only wakes it: what a call misses, because it
 * came late, was cut off, or never came, the next one finds in the same index.
 *
 * 1. Re-plans: whatever changed under many records wakes each of them. Handovers go on where they were cut off.
 * 2. Records: what is owed is compared with what was told, and planned.
 *    What a sweep has no time for stays in the index for the next one: it never keeps mail from going out.
 * 3. Heartbeats: a month is over, and administrators are to be told how it went.
 * 4. The outbox: the hour of a group of deliveries has come, or an envelope needs another look: say so to the queue.
 * 5. Imports whose client has gone: they go on, last, in the time that is left.
 * 6. Report: that it has come to its end. Where that is missing, an alarm rings.
 *
 * Workspaces take turns in each, and within one the longest due comes first. Nothing is done for a workspace whose
 * table was restored, until a person releases it.
 */
export async function sweep(parts: SweepParts): Promise<SweepCounts> {
  const at = parts.now()
  const hasTime = (seconds: number) => () => parts.now() < plusSeconds(at, seconds)
  const gates = new Gates(parts, await parts.tableId())
  let rows: readonly Item[] | undefined = await dueRows(parts.table, at)
  const oldest = oldestDueSeconds(rows, at)
  const due = async (isWanted: (item: Item) => boolean) => {
    rows ??= await dueRows(parts.table, at)
    const wanted = rows.filter(isWanted)
    // What is done with them may make others due: the next step reads again. Where there are none, nothing has changed.
    if (wanted.length > 0) rows = undefined
    return inTurn(await gates.open(wanted), ownerOf, urgencyOf)
  }
  /** Works on what is due, so long after the start of the sweep at most; how much was due. */
  const each = async (
    isWanted: (item: Item) => boolean,
    seconds: number,
    work: (item: Item, hasTimeLeft: () => boolean) => Promise<void>,
  ) => {
    const items = await due(isWanted)
    const hasTimeLeft = hasTime(seconds)
    await inParallel(items, hasTimeLeft, (item) => guarded(parts, item, at, () => work(item, hasTimeLeft)))
    return items.length
  }
  const { table } = parts
  await each(isReplan, walkSeconds, (item, hasTimeLeft) => startReplan(table, item, at, hasTimeLeft))
  await each(isHandover, walkSeconds, (item, hasTimeLeft) =>
    continueHandover(table, workspaceOf(item.pk), item, at, hasTimeLeft),
  )
  const reader = new SurroundingsReader(table)
  let planned = 0
  const woken = await each(isRecord, planSeconds, async (item) => {
    // Not `planned += await`: that would add to what it was before the wait.
    const more = await plan(table, reader, gates, item, at)
    planned += more
  })
  await each(isHeartbeat, planSeconds, (item) => planHeartbeat(table, workspaceOf(item.pk), at))
  const published = await publishDue(parts, due, at)
  await each(isImport, importSeconds, (item, hasTimeLeft) =>
    continueWoken(table, item, parts.now, hasTimeLeft),
  )
  const counts = { woken, planned, published, oldestDueSeconds: oldest }
  await reportSweep(parts.table, { at, ...counts })
  return counts
}

function urgencyOf({ wakeAt }: Item): string {
  return String(wakeAt)
}

function isReplan({ pk }: Item): boolean {
  return pk.endsWith('#REPLANS')
}

function isHeartbeat({ sk }: Item): boolean {
  return sk === 'HEARTBEAT'
}

function isRecord({ sk }: Item): boolean {
  return sk === 'RECORD'
}

/** The rows of the index whose time has come. A row is a hint: whoever acts on it reads the item itself. */
async function dueRows(table: Table, at: Instant): Promise<Item[]> {
  const found: Item[] = []
  for (let shard = 0; shard < wakeShards; shard += 1) {
    const range = { index: 'byWake' as const, partition: indexPartitions.wake(shard), to: at }
    for await (const item of all(table, range)) found.push(item)
  }
  return found
}

async function startReplan(
  table: Table,
  { pk, sk }: Item,
  at: Instant,
  hasTime: () => boolean,
): Promise<void> {
  const marker = await table.get({ pk, sk })
  if (marker === undefined || String(marker.wakeAt) > at) return
  await replan(table, workspaceOf(pk), marker, at, hasTime)
}

async function plan(
  table: Table,
  reader: SurroundingsReader,
  gates: Gates,
  item: Item,
  at: Instant,
): Promise<number> {
  const workspaceId = workspaceOf(item.pk)
  const id = RecordId.parse(item.pk.split('#')[2])
  const gate = await gates.of(ownerOf(item))
  const doubtfulUntil = gate.isOpen ? gate.doubtfulUntil : null
  const around = ({ record }: WholeRecord) => reader.around(workspaceId, record)
  return planRecord(table, workspaceId, id, at, around, doubtfulUntil)
}

function workspaceOf(pk: string): WorkspaceId {
  return WorkspaceId.parse(pk.split('#')[1])
}
