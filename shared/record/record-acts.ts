import { dueFrom } from '../deadline/due-from.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import { refuseTooMany } from '../deadline/too-many.ts'
import { invalid } from '../errors/refusal.ts'
import type { KeptEvent } from '../event/event.ts'
import {
  type Actor,
  changesBetween,
  type Deed,
  type HistoryHead,
  nextEntry,
  noHistory,
} from '../history/history.ts'
import { PersonId, type WorkspaceId } from '../identity/id.ts'
import { calendarDependencies } from '../schedule/occurrences.ts'
import { keys } from '../table/keys.ts'
import type { Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { isArrangedBy } from './arranged.ts'
import { bodiesOf, personIdsOf, type TrackedRecord } from './record.ts'
import { quietThrough, recordItem, type StoredRecord, type WholeRecord } from './record-store.ts'

/** A change of one record: what it is then, and what has to be written for it, in one transaction. */
export type RecordAct = { readonly record: TrackedRecord; readonly writes: readonly Write[] }

export type Circumstances = {
  readonly workspaceId: WorkspaceId
  readonly now: Instant
  readonly by: Actor
  readonly around: Surroundings
  /** The names of the organisations that the record names, for the search. */
  readonly organisationNames: string
}

/** Writes the first version of a record. */
export async function recordRecord(at: Circumstances, record: TrackedRecord): Promise<RecordAct> {
  refuseTooMany({ record, touched: new Map(), events: [] }, at.around, at.now)
  const entry = await nextEntry(noHistory, {
    at: at.now,
    by: at.by,
    action: 'recorded',
    changes: changesBetween({}, record),
  })
  const stored: StoredRecord = {
    schema: 1,
    data: record,
    revision: 1,
    history: { seq: entry.seq, hash: entry.hash },
    arrangedAt: at.now,
    plannedThrough: at.now,
    wakeAt: at.now,
    dueFrom: dueFrom({ record, touched: new Map(), events: [] }, at.around, at.now),
    personIds: involvedIn({ record, touched: new Map() }),
  }
  const item = recordItem(at.workspaceId, stored, at.organisationNames)
  return {
    record,
    writes: [
      { put: item, when: { pk: 'absent' } },
      { put: { ...keys.change(item.pk, entry.seq), ...entry } },
      ...dependencies(record).map((on) => ({ put: { ...keys.dependent(at.workspaceId, on, record.id) } })),
      ...referenceWrites(at.workspaceId, undefined, record),
    ],
  }
}

/** Writes the next version of a record's facts. Nothing is written where nothing changes. */
export async function reviseRecord(
  at: Circumstances,
  whole: WholeRecord,
  revised: TrackedRecord,
  action: string,
  /** Changes of what belongs to the record, which go into the same entry of its history. */
  beside: Deed['changes'] = [],
  reason: string | null = null,
): Promise<RecordAct> {
  const changes = [...changesBetween(whole.record, revised), ...beside]
  if (changes.length === 0) return { record: whole.record, writes: [] }
  const record = { ...revised, version: whole.record.version + 1, updatedAt: at.now }
  refuseTooMany({ ...whole, record }, at.around, at.now)
  const writes = await touchRecord(at, { ...whole, record }, { action, reason, changes })
  return { record, writes: [...writes, ...dependencyWrites(at, whole.record, record)] }
}

/** The writes that keep what a record depends on beside it, as it changes. */
export function dependencyWrites(
  { workspaceId }: Pick<Circumstances, 'workspaceId'>,
  was: TrackedRecord,
  is: TrackedRecord,
): Write[] {
  const before = new Set(dependencies(was))
  const after = dependencies(is)
  const gone = [...before].filter((on) => !after.includes(on))
  return [
    ...after
      .filter((on) => !before.has(on))
      .map((on) => ({ put: { ...keys.dependent(workspaceId, on, is.id) } })),
    ...gone.map((on) => ({ delete: keys.dependent(workspaceId, on, is.id) })),
    ...referenceWrites(workspaceId, was, is),
  ]
}

/**
 * The writes that every change of a record or of what belongs to it shares: the item at its next revision, woken so
 * that what is owed is compared again, and the entry of its history. `whole` is the record as it is to be.
 */
export async function touchRecord(
  at: Circumstances,
  whole: WholeRecord & { readonly events: readonly KeptEvent[] },
  deed: Omit<Deed, 'at' | 'by'>,
): Promise<Write[]> {
  const { stored, record } = whole
  const entry = await nextEntry(stored.history, { at: at.now, by: at.by, ...deed })
  const history: HistoryHead = { seq: entry.seq, hash: entry.hash }
  const next: StoredRecord = {
    ...stored,
    data: record,
    revision: stored.revision + 1,
    history,
    ...(isArrangedBy(deed, whole) ? { arrangedAt: at.now } : {}),
    wakeAt: at.now,
    restsUntil: restEndedBy(stored, at.now),
    dueFrom: dueFrom(whole, at.around, at.now),
    personIds: involvedIn(whole),
  }
  const item = recordItem(at.workspaceId, next, at.organisationNames)
  return [
    { put: item, when: { revision: { is: stored.revision } } },
    { put: { ...keys.change(item.pk, entry.seq), ...entry } },
  ]
}

/** Everybody of the team who answers for the record or for one of its open deadlines, or watches it, each once. */
export function involvedIn({ record, touched }: Pick<WholeRecord, 'record' | 'touched'>): PersonId[] {
  const watchers = record.watchers.flatMap((watcher) => PersonId.safeParse(watcher).data ?? [])
  const owners = [...touched.values()].flatMap(({ ownerId, outcome }) =>
    ownerId !== null && outcome.status === 'open' ? [ownerId] : [],
  )
  return [...new Set([...personIdsOf(record), ...watchers, ...owners])]
}

/**
 * The change ends the rest of the record, unless that is over and nobody has looked yet. Of what is archived nothing is
 * owed, however long.
 */
function restEndedBy(stored: StoredRecord, now: Instant): Instant {
  const quiet = quietThrough(stored)
  return stored.data.status === 'archived' || now < quiet ? now : quiet
}

/** All may be replaced by others at once: twice as many and what else a change writes fit into one transaction. */
const mostDependencies = 40

/**
 * What moves the dates or the recipients of a record when it changes.
 * @throws Refusal invalid at /schedule where that is too much
 */
export function dependencies(record: TrackedRecord): readonly string[] {
  const calendars = record.kind === 'commitment' ? calendarDependencies(record.schedule) : []
  const ofDates = [...bodiesOf(record), ...calendars]
  if (ofDates.length > mostDependencies)
    throw invalid(
      record.kind === 'commitment' ? '/schedule' : '/terms',
      `Name at most ${mostDependencies} organisations and calendars that the dates depend on.`,
    )
  return [...new Set([...ofDates, ...personIdsOf(record)])]
}

/** By its external reference a record is found again when what it came from is imported once more. */
function referenceWrites(
  workspaceId: WorkspaceId,
  before: TrackedRecord | undefined,
  { id, externalRef }: TrackedRecord,
): readonly Write[] {
  const was = before?.externalRef ?? null
  if (was === externalRef) return []
  return [
    ...(was === null ? [] : [{ delete: keys.externalRef(workspaceId, was, id) }]),
    ...(externalRef === null ? [] : [{ put: { ...keys.externalRef(workspaceId, externalRef, id) } }]),
  ]
}
