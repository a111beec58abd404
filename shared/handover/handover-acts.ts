import { touchedItem } from '../deadline/deadline-store.ts'
import { SurroundingsReader } from '../deadline/surroundings-store.ts'
import { changesBetween } from '../history/history.ts'
import { RecordId, type WorkspaceId } from '../identity/id.ts'
import { dependencyWrites, touchRecord } from '../record/record-acts.ts'
import { loadRecord, type WholeRecord } from '../record/record-store.ts'
import { searchedNames } from '../record/searched-names.ts'
import { indexPartitions } from '../table/keys.ts'
import {
  ConditionFailed,
  type Item,
  type Page,
  type Position,
  type Table,
  type Write,
} from '../table/table.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { type HandedOver, type Handover, handedOver } from './handover.ts'
import { StoredHandover } from './handover-store.ts'

/** So many rows of the index are read at a time. */
const pageSize = 100
/** What was being written while the first walk passed is in the index by then. */
const secondRoundSeconds = 300
/** So often a record is tried that others change at the same moment; then the next sweep goes on from its page. */
const mostTries = 8

/**
 * Walks the records that name the person, and hands over each in a transaction of its own with its entry of the
 * history. Cut off, it goes on after the last page that it finished: a record that was handed over names nobody any
 * more, so nothing is done twice.
 */
export async function continueHandover(
  table: Table,
  workspaceId: WorkspaceId,
  { pk, sk }: Pick<Item, 'pk' | 'sk'>,
  now: Instant,
  hasTime: () => boolean,
): Promise<void> {
  const item = await table.get({ pk, sk })
  if (item === undefined || String(item.wakeAt) > now) return
  const { data, round, nonce, after: start } = StoredHandover.parse(item)
  const isOurs = { nonce: { is: nonce } }
  const reader = new SurroundingsReader(table)
  let after: Position | undefined = start
  do {
    const page = await named(table, workspaceId, data, after)
    for (const id of page.ids) await handOver(table, reader, workspaceId, data, id, now)
    after = page.next
    const next: Write =
      after !== undefined
        ? { update: { pk, sk }, set: { after }, when: isOurs }
        : round === 1 && data.isLeaving
          ? {
              update: { pk, sk },
              set: { round: 2, wakeAt: plusSeconds(now, secondRoundSeconds) },
              remove: ['after'],
              when: isOurs,
            }
          : { delete: { pk, sk }, when: isOurs }
    if (!(await isWritten(table, next))) return
  } while (after !== undefined && hasTime())
}

/** What would be handed over, in the order of titles, without doing it. */
export async function* plannedHandover(
  table: Table,
  workspaceId: WorkspaceId,
  handover: Handover,
): AsyncGenerator<{ readonly whole: WholeRecord; readonly moved: HandedOver }> {
  let after: Position | undefined
  do {
    const page = await named(table, workspaceId, handover, after)
    for (const id of page.ids) {
      const whole = await loadRecord(table, workspaceId, id)
      const moved = whole && handedOver(whole.record, whole.touched, handover)
      if (whole !== undefined && moved !== undefined) yield { whole, moved }
    }
    after = page.next
  } while (after !== undefined)
}

/** The records of one page of the index that name the person. The index is a hint: each is read itself. */
async function named(
  table: Table,
  workspaceId: WorkspaceId,
  { fromId }: Handover,
  after: Position | undefined,
): Promise<{ readonly ids: readonly RecordId[]; readonly next: Position | undefined }> {
  const range = {
    index: 'byTitle',
    partition: indexPartitions.records(workspaceId),
    limit: pageSize,
  } as const
  const page: Page = await table.query(after === undefined ? range : { ...range, after })
  const rows = page.items.filter(
    ({ personIds }) => personIds === undefined || (Array.isArray(personIds) && personIds.includes(fromId)),
  )
  return { ids: rows.map(({ pk }) => RecordId.parse(pk.split('#')[2])), next: page.next }
}

async function handOver(
  table: Table,
  reader: SurroundingsReader,
  workspaceId: WorkspaceId,
  handover: Handover,
  id: RecordId,
  now: Instant,
): Promise<void> {
  for (let tries = 0; tries < mostTries; ) {
    const whole = await loadRecord(table, workspaceId, id)
    const moved = whole && handedOver(whole.record, whole.touched, handover)
    if (whole === undefined || moved === undefined) return
    const around = await reader.around(workspaceId, whole.record)
    const organisationNames = await searchedNames(table, workspaceId, whole.record)
    const at = { workspaceId, now, by: handover.by, around, organisationNames }
    // Where more remains than one transaction takes, the next turn goes on with it.
    if (!(await isWritten(table, await handoverWrites(at, whole, moved, handover)))) tries += 1
  }
  throw new Error(`${id} could not be handed over: others change it all the time`)
}

async function handoverWrites(
  at: Parameters<typeof touchRecord>[0],
  whole: WholeRecord,
  moved: HandedOver,
  { reason }: Handover,
): Promise<Write[]> {
  const { record: before } = whole
  const facts = changesBetween(before, moved.record)
  const record =
    facts.length === 0 ? before : { ...moved.record, version: before.version + 1, updatedAt: at.now }
  const touched = new Map(whole.touched)
  const given = moved.touched.map((each) => ({ ...each, arrangedAt: at.now }))
  for (const each of given) touched.set(each.key, each)
  const changes = [
    ...facts,
    ...given.map(({ key, ownerId }) => ({
      pointer: `/${key}/ownerId`,
      from: whole.touched.get(key)?.ownerId ?? null,
      to: ownerId,
    })),
  ]
  const writes = await touchRecord(
    at,
    { ...whole, record, touched },
    { action: 'handed_over', reason, changes },
  )
  return [
    ...writes,
    ...dependencyWrites(at, before, record),
    ...given.map((each) => ({ put: touchedItem(at.workspaceId, before.id, each) })),
  ]
}

async function isWritten(table: Table, writes: Write | readonly Write[]): Promise<boolean> {
  try {
    await table.write([writes].flat())
    return true
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    return false
  }
}
