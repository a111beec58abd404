import * as z from 'zod'
import { TouchedDeadline } from '../deadline/touched-deadline.ts'
import { KeptEvent } from '../event/event.ts'
import { HistoryHead } from '../history/history.ts'
import { PersonId, type RecordId, type WorkspaceId } from '../identity/id.ts'
import { Mute, type Mutes } from '../reminder/mute.ts'
import { Told, toldId } from '../reminder/told.ts'
import type { ToldState } from '../reminder/told-state.ts'
import { indexPartitions, keys, ranges, wake } from '../table/keys.ts'
import { all, type Condition, type Item, type Table } from '../table/table.ts'
import { titleKey } from '../table/title-key.ts'
import { folded } from '../text/folded.ts'
import { Day } from '../time/day.ts'
import { Instant } from '../time/instant.ts'
import { organisationIdsOf, TrackedRecord } from './record.ts'

/** A record as it is stored, with what the product keeps beside the facts. */
export const StoredRecord = z.object({
  schema: z.literal(1),
  data: TrackedRecord,
  /** Raised by every write that may change what is owed; the condition of the next one. */
  revision: z.int().min(1),
  history: HistoryHead,
  /** When somebody last changed what the dates, the leads or whoever answers for all of it follow from. */
  arrangedAt: Instant.optional(),
  /** The last instant at which a sweep compared what is owed with what was told. */
  plannedThrough: Instant,
  /** When it has to be looked at again; absent while it is archived and nothing is on its way. */
  wakeAt: Instant.optional(),
  /** When the last comparison wanted the next one; what is reached before it is reached because something changed. */
  restsUntil: Instant.optional(),
  /** Changed by whatever wakes the record without changing it, so that no wake is lost to a plan under way. */
  woken: z.string().optional(),
  /** On or before its first open deadline. */
  dueFrom: Day.optional(),
  /** Everybody who answers for it or for one of its deadlines, or watches it: who hands over is looked for here. */
  personIds: z.array(PersonId).optional(),
})
export type StoredRecord = z.output<typeof StoredRecord>

/**
 * Up to when nothing was owed that is not planned, by what was known: the end of the rest, or the change that ended it.
 * A lead that was reached before it is owed because something has changed; one after it, because its time has come.
 */
export function quietThrough({ plannedThrough, restsUntil = plannedThrough, wakeAt }: StoredRecord): Instant {
  return wakeAt !== undefined && wakeAt < restsUntil ? wakeAt : restsUntil
}

/** That nothing has changed, woken or planned a record since it was read. */
export function asRead({ revision, plannedThrough, woken }: StoredRecord): Condition {
  return {
    revision: { is: revision },
    plannedThrough: { is: plannedThrough },
    woken: woken === undefined ? 'absent' : { is: woken },
  }
}

/** A record with all that belongs to it, read in one consistent query. */
export type WholeRecord = {
  readonly stored: StoredRecord
  readonly record: TrackedRecord
  readonly touched: ReadonlyMap<string, TouchedDeadline>
  readonly events: readonly KeptEvent[]
  readonly told: ReadonlyMap<string, Told>
  readonly mutes: Mutes
}

/** The record as what is owed of it is compared. */
export function toldStateOf(whole: WholeRecord): ToldState {
  const { stored } = whole
  const arrangedAt = stored.arrangedAt ?? stored.data.createdAt
  return { ...whole, quietThrough: quietThrough(stored), arrangedAt }
}

export async function loadRecord(
  table: Table,
  workspaceId: WorkspaceId,
  id: RecordId,
): Promise<WholeRecord | undefined> {
  let stored: StoredRecord | undefined
  const touched = new Map<string, TouchedDeadline>()
  const events: KeptEvent[] = []
  const told = new Map<string, Told>()
  const mutes: Mute[] = []
  for await (const item of all(table, ranges.whole(workspaceId, id))) {
    if (item.sk === 'RECORD') stored = StoredRecord.parse(item)
    else if (item.sk.startsWith('DEADLINE#')) {
      const deadline = TouchedDeadline.parse(item.data)
      touched.set(deadline.key, deadline)
    } else if (item.sk.startsWith('EVENT#')) events.push(KeptEvent.parse(item.data))
    else if (item.sk.startsWith('MUTE#')) mutes.push(Mute.parse(item.data))
    else if (item.sk.startsWith('TOLD#')) {
      const each = Told.parse(item.data)
      told.set(toldId(each), each)
    }
  }
  return stored && { stored, record: stored.data, touched, events, told, mutes }
}

/** The item of a record, with the attributes that its indexes are made of. */
export function recordItem(workspaceId: WorkspaceId, stored: StoredRecord, organisationNames: string): Item {
  const { data } = stored
  const key = keys.record(workspaceId, data.id)
  const isActive = data.status === 'active'
  return {
    ...key,
    ...stored,
    ...(stored.wakeAt === undefined ? {} : wake(key.pk, stored.wakeAt)),
    ...(isActive && stored.dueFrom !== undefined
      ? { dueOf: indexPartitions.due(workspaceId), dueKey: `${stored.dueFrom}#${data.id}` }
      : {}),
    listOf: indexPartitions.records(workspaceId),
    listKey: titleKey(data.title, data.id),
    kind: data.kind,
    status: data.status,
    ownerId: data.ownerId ?? '',
    areas: data.areas,
    organisationIds: organisationIdsOf(data),
    searchText: folded(searchedText(data, organisationNames)).slice(0, 1000).toWellFormed(),
  }
}

function searchedText(record: TrackedRecord, organisationNames: string): string {
  const references = record.kind === 'agreement' ? Object.values(record.references ?? {}) : []
  const parties = record.kind === 'agreement' ? record.parties.map(({ name }) => name) : []
  const role = record.kind === 'agreement' ? record.type : record.role
  return [
    record.title,
    record.externalRef,
    role,
    ...references,
    organisationNames,
    ...parties,
    ...record.areas,
    record.note,
  ]
    .filter((text) => text !== null)
    .join(' ')
}
