import { touchedItem } from '../../shared/deadline/deadline-store.ts'
import { dueFrom } from '../../shared/deadline/due-from.ts'
import type { Surroundings } from '../../shared/deadline/record-state.ts'
import { TouchedDeadline } from '../../shared/deadline/touched-deadline.ts'
import type { RecordId, WorkspaceId } from '../../shared/identity/id.ts'
import { dependencies } from '../../shared/record/record-acts.ts'
import {
  asRead,
  loadRecord,
  StoredRecord,
  toldStateOf,
  type WholeRecord,
} from '../../shared/record/record-store.ts'
import { planOf } from '../../shared/reminder/owed.ts'
import { wakeRecord } from '../../shared/reminder/replan.ts'
import { indexPartitions, keys, ranges } from '../../shared/table/keys.ts'
import { all, type Item, type Table } from '../../shared/table/table.ts'
import { earlier, type Instant, later, plusSeconds } from '../../shared/time/instant.ts'
import type { Difference } from './difference.ts'
import { isInIndex } from './in-index.ts'
import { pendingDifferences } from './pending-differences.ts'

/** A record may rest so long though something of it is owed: what is in an envelope is waited for. */
const graceSeconds = 1_200

export type Looked = { readonly whole: WholeRecord; readonly differences: readonly Difference[] }

/** What is stored beside the facts of a record, compared with what follows from them. Undefined: there is no record. */
export async function recordDifferences(
  table: Table,
  workspaceId: WorkspaceId,
  id: RecordId,
  now: Instant,
  surroundings: (whole: WholeRecord) => Promise<Surroundings>,
): Promise<Looked | undefined> {
  const whole = await loadRecord(table, workspaceId, id)
  if (whole === undefined) return undefined
  const rows: Item[] = []
  for await (const row of all(table, ranges.whole(workspaceId, id))) rows.push(row)
  const row = rows.find(({ sk }) => sk === 'RECORD')
  // Somebody has changed it in between: it is awake.
  if (row === undefined || !isSame(StoredRecord.parse(row), whole.stored)) return { whole, differences: [] }
  const around = await surroundings(whole)
  const known = { table, workspaceId, whole, row, around, now }
  return {
    whole,
    differences: [
      ...(await pendingDifferences(table, workspaceId, whole, now)),
      ...sleep(known),
      ...dueEntry(known),
      ...rows.flatMap((each) => touchedEntry(known, each)),
      ...(await dependents(known)),
    ],
  }
}

type Known = {
  readonly table: Table
  readonly workspaceId: WorkspaceId
  readonly whole: WholeRecord
  readonly row: Item
  readonly around: Surroundings
  readonly now: Instant
}

function isSame(a: StoredRecord, b: StoredRecord): boolean {
  return a.revision === b.revision && a.plannedThrough === b.plannedThrough && a.woken === b.woken
}

/** Whether the record is looked at when it has to be. What is due is the sweep's: it is awake. */
function sleep(known: Known): Difference[] {
  const { whole, row, around, now } = known
  const { wakeAt } = whole.stored
  if (wakeAt !== undefined && !isInIndex(row)) return [wakes(known, 'sleeps_too_long')]
  if (wakeAt !== undefined && wakeAt <= plusSeconds(now, graceSeconds)) return []
  const at = later(now, whole.stored.plannedThrough)
  const plan = planOf(toldStateOf(whole), around, at)
  const isOwed = plan.owed.length > 0 || plan.obsolete.length > 0
  const isTooLong = plan.nextWakeAt !== undefined && (wakeAt === undefined || wakeAt > plan.nextWakeAt)
  return isOwed || isTooLong ? [wakes(known, 'sleeps_too_long')] : []
}

function dueEntry(known: Known): Difference[] {
  const { workspaceId, whole, row, around, now } = known
  const expected = dueFrom(whole, around, now)
  const stored = whole.stored.dueFrom
  const isRight =
    expected === undefined
      ? row.dueOf === undefined
      : row.dueOf === indexPartitions.due(workspaceId) &&
        stored !== undefined &&
        stored <= expected &&
        row.dueKey === `${stored}#${whole.record.id}`
  return isRight ? [] : [wakes(known, 'due_entry_wrong')]
}

/** The sweep that is woken computes both anew: when the record wakes, and where it stands among what is due. */
function wakes({ workspaceId, whole, row, now }: Known, kind: Difference['kind']): Difference {
  const { stored } = whole
  const since = earlier(stored.plannedThrough, now)
  const repair = [{ ...wakeRecord(workspaceId, whole.record.id, since), when: asRead(stored) }]
  return { kind, key: { pk: row.pk, sk: row.sk }, repair }
}

/** A closed deadline stands among what is due by itself. */
function touchedEntry({ workspaceId, whole }: Known, row: Item): Difference[] {
  if (!row.sk.startsWith('DEADLINE#')) return []
  const put = touchedItem(workspaceId, whole.record.id, TouchedDeadline.parse(row.data))
  if (put.dueOf === row.dueOf && put.dueKey === row.dueKey) return []
  const asItWas = { check: keys.record(workspaceId, whole.record.id), when: asRead(whole.stored) }
  return [{ kind: 'due_entry_wrong', key: { pk: row.pk, sk: row.sk }, repair: [asItWas, { put }] }]
}

/** What the record depends on has to know it: else what changes there never reaches the record. */
async function dependents({ table, workspaceId, whole }: Known): Promise<Difference[]> {
  const wanted = dependencies(whole.record).map((on) => keys.dependent(workspaceId, on, whole.record.id))
  const found = new Set<string>()
  for (let at = 0; at < wanted.length; at += 100)
    for (const { pk } of await table.getMany(wanted.slice(at, at + 100))) found.add(pk)
  const asItWas = { check: keys.record(workspaceId, whole.record.id), when: asRead(whole.stored) }
  return wanted
    .filter(({ pk }) => !found.has(pk))
    .map((key) => ({ kind: 'dependent_missing', key, repair: [asItWas, { put: { ...key } }] }))
}
