import { changesBetween, type Deed } from '../history/history.ts'
import type { OrganisationId, WorkspaceId } from '../identity/id.ts'
import { type By, writeSessions } from '../organisation/organisation-acts.ts'
import type { WholeOrganisation } from '../organisation/organisation-store.ts'
import type { Table, Write } from '../table/table.ts'
import type { Day } from '../time/day.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import { loadWorkspace } from '../workspace/workspace-store.ts'
import type { Fetched } from './fetched-calendar.ts'
import type { KeptSource, SourceEvent } from './session-source.ts'
import { loadReading, readingItem, type StoredSource, sourceItem } from './session-source-store.ts'
import { isInQuestion, newQuestions, readingOf } from './source-reading.ts'
import { failingTask, questionsTask, taskWrites } from './source-task.ts'

const daySeconds = 86_400
/** What cannot be read is tried again so soon, and somebody is told once it has failed for two days. */
const againSeconds = 4 * 3_600
const tellAfterSeconds = 2 * daySeconds
/** So many sessions change in one transaction; the table takes 100 writes, of which each session makes two. */
const mostChanges = 40

/** A source after a reading, and what is written for it. `isWhole`: there are no more changes to be written. */
export type Outcome = {
  readonly stored: StoredSource
  readonly writes: readonly Write[]
  readonly isWhole: boolean
}

/** What a reading comes to, on what is recorded now. A source of revision 0 is a new one. */
export async function keptReading(
  table: Table,
  at: By,
  whole: WholeOrganisation,
  stored: StoredSource,
  fetched: Fetched,
): Promise<Outcome> {
  if (fetched.kind === 'failed') return failed(table, at, whole, stored, fetched)
  const read = {
    ...stored.data,
    failing: null,
    lastReadAt: at.now,
    nextReadAt: plusSeconds(at.now, daySeconds),
  }
  if (fetched.kind === 'same') {
    const next = { ...stored, data: read, revision: stored.revision + 1 }
    return { stored: next, writes: [sourceWrite(at, stored, next)], isWhole: true }
  }
  const today = await todayIn(table, at.workspaceId, at.now)
  const previous = await loadReading(table, at.workspaceId, read.organisationId)
  const { events, revisions } = readingOf(whole, fetched.events, read, previous, today)
  if (revisions.length > mostChanges)
    return {
      stored,
      writes: await writeSessions(at, whole.stored, revisions.slice(0, mostChanges)),
      isWhole: false,
    }
  const data = { ...read, inQuestion: events.filter((each) => isInQuestion(each, today)).length }
  const { etag, lastModified } = fetched
  const next = { ...stored, data, etag, lastModified, revision: stored.revision + 1 }
  const isNew = stored.revision === 0
  const deeds = isNew
    ? [{ action: 'calendar_set', about: 'calendar', changes: sourceChanges(undefined, data) }]
    : []
  const writes = [
    ...(await writeSessions(at, whole.stored, revisions, deeds)),
    sourceWrite(at, stored, next),
    ...readingWrites(at, read.organisationId, previous, events),
    ...(await questionWrites(table, at, whole, next.data, newQuestions(events, previous, today), today)),
  ]
  return { stored: next, writes, isWhole: true }
}

/** A person who reads it has the questions before them; a reading of the product's own has to put them to somebody. */
async function questionWrites(
  table: Table,
  at: By,
  whole: WholeOrganisation,
  data: KeptSource,
  questions: readonly SourceEvent[],
  today: Day,
): Promise<readonly Write[]> {
  if (at.by.kind !== 'system' || questions.length === 0) return []
  return taskWrites(table, at, data, { ...questionsTask(whole.stored.data.name, questions), today })
}

async function failed(
  table: Table,
  at: By,
  whole: WholeOrganisation,
  stored: StoredSource,
  { why, retryAfterSeconds }: Extract<Fetched, { kind: 'failed' }>,
): Promise<Outcome> {
  const before = stored.data.failing ?? { since: at.now, tries: 0, toldAt: null }
  const isTold = before.toldAt === null && at.now >= plusSeconds(before.since, tellAfterSeconds)
  const failing = { ...before, tries: before.tries + 1, why, toldAt: isTold ? at.now : before.toldAt }
  const nextReadAt = plusSeconds(at.now, Math.max(againSeconds, retryAfterSeconds ?? 0))
  const data = { ...stored.data, failing, nextReadAt }
  const next = { ...stored, data, revision: stored.revision + 1 }
  const writes = [sourceWrite(at, stored, next)]
  if (!isTold) return { stored: next, writes, isWhole: true }
  const today = await todayIn(table, at.workspaceId, at.now)
  const name = whole.stored.data.name
  const deed = { action: 'calendar_unread', about: 'calendar', reason: why, changes: [] }
  return {
    stored: next,
    writes: [
      ...writes,
      ...(await writeSessions(at, whole.stored, [], [deed])),
      ...(await taskWrites(table, at, data, { ...failingTask(name, data), today })),
    ],
    isWhole: true,
  }
}

function sourceWrite({ workspaceId }: By, before: StoredSource, next: StoredSource): Write {
  const when = before.revision === 0 ? { pk: 'absent' as const } : { revision: { is: before.revision } }
  return { put: sourceItem(workspaceId, next), when }
}

/** What is found as it was found before is not written again: a calendar seldom changes. */
function readingWrites(
  { workspaceId }: By,
  id: OrganisationId,
  before: readonly SourceEvent[],
  events: readonly SourceEvent[],
): Write[] {
  const isSame = changesBetween({ events: before }, { events }).length === 0
  return isSame ? [] : [{ put: readingItem(workspaceId, id, events) }]
}

/** The changed members of a source, for the history of its organisation. */
export function sourceChanges(
  before: KeptSource | undefined,
  after: KeptSource | undefined,
): Deed['changes'] {
  const members = (kept: KeptSource | undefined) => ({
    calendar:
      kept === undefined
        ? null
        : { url: kept.url, zone: kept.zone, ordinals: kept.ordinals, leaveOut: kept.leaveOut },
  })
  return changesBetween(members(before), members(after))
}

export async function todayIn(table: Table, workspaceId: WorkspaceId, now: Instant): Promise<Day> {
  const workspace = await loadWorkspace(table, workspaceId)
  if (workspace === undefined) throw new Error(`no workspace ${workspaceId}`)
  return civilDay(now, workspace.data.zone)
}
