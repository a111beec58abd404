import type { Deadline } from '../deadline/deadline.ts'
import { deadlinesBetween } from '../deadline/deadlines.ts'
import { SurroundingsReader } from '../deadline/surroundings-store.ts'
import { reaching } from '../deadline/window.ts'
import { CalendarId, OrganisationId, RecordId, type WorkspaceId } from '../identity/id.ts'
import { maySee } from '../record/may-see.ts'
import { organisationIdsOf, type TrackedRecord } from '../record/record.ts'
import { loadRecord, type WholeRecord } from '../record/record-store.ts'
import { calendarDependencies, sessionDependencies } from '../schedule/occurrences.ts'
import { indexPartitions, keys } from '../table/keys.ts'
import { all, type Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import type { KeptFeed } from './feed.ts'

/** A deadline in a feed. `sequence` grows whenever something has changed that may have moved it. */
export type FeedDeadline = {
  readonly deadline: Deadline
  readonly record: TrackedRecord
  readonly sequence: number
}

const pastDays = 90
const aheadDays = 548
/** A calendar that is fetched again and again must stay small; the page of the feed says what is left out. */
export const mostInFeed = 2_000
const batch = 25

export type FeedParts = { readonly table: Table; readonly workspaceId: WorkspaceId; readonly now: Instant }

/**
 * The deadlines of a feed, from 90 days ago to 18 months on. What is confidential is only in a feed that a person has
 * made of their own: the address of any other may be passed on among people who must not see it.
 */
export async function feedDeadlines(
  parts: FeedParts,
  feed: KeptFeed,
): Promise<{ deadlines: FeedDeadline[]; isCut: boolean }> {
  const reader = new SurroundingsReader(parts.table)
  const { zone, version } = await reader.workspace(parts.workspaceId)
  const today = civilDay(parts.now, zone)
  const window = { from: reaching(today, -pastDays), to: reaching(today, aheadDays) }
  const found: FeedDeadline[] = []
  for (const ids of await recordIdsUpTo(parts, window.to)) {
    const wholes = await Promise.all(ids.map((id) => loadRecord(parts.table, parts.workspaceId, id)))
    for (const whole of wholes) {
      if (whole === undefined || !isShown(feed, whole.record)) continue
      const around = await reader.around(parts.workspaceId, whole.record)
      const sequence = version + (await movesOf(parts, whole))
      for (const deadline of deadlinesBetween(whole, around, parts.now, window))
        if (deadline.dueOn !== null && (feed.personId === null || deadline.ownerId === feed.personId))
          found.push({ deadline, record: whole.record, sequence })
    }
    if (found.length > mostInFeed) break
  }
  found.sort((a, b) => (a.deadline.id < b.deadline.id ? -1 : 1))
  return { deadlines: found.slice(0, mostInFeed), isCut: found.length > mostInFeed }
}

function isShown(feed: KeptFeed, record: TrackedRecord): boolean {
  const isOwn = feed.personId === feed.createdBy
  return (
    record.status === 'active' &&
    (record.visibleTo.length === 0 || (isOwn && maySee(record, feed.createdBy))) &&
    (feed.kind === null || record.kind === feed.kind) &&
    (feed.area === null || record.areas.includes(feed.area)) &&
    (feed.organisationId === null || organisationIdsOf(record).includes(feed.organisationId))
  )
}

/** The records that have something due by a day, each once, some at a time. */
async function recordIdsUpTo({ table, workspaceId }: FeedParts, to: string): Promise<RecordId[][]> {
  const ids = new Set<RecordId>()
  const range = { index: 'byDue' as const, partition: indexPartitions.due(workspaceId), to: `${to}#\uffff` }
  for await (const { pk } of all(table, range)) {
    const id = RecordId.safeParse(pk.split('#')[2])
    if (id.success) ids.add(id.data)
  }
  const list = [...ids]
  return Array.from({ length: Math.ceil(list.length / batch) }, (_, n) =>
    list.slice(n * batch, (n + 1) * batch),
  )
}

/**
 * How often what a record's dates come from has been written: numbers that only grow, so that their sum does. It may
 * grow without a move, which harms nobody; it never stays where there was one.
 */
async function movesOf({ table, workspaceId }: FeedParts, { stored, record }: WholeRecord): Promise<number> {
  if (record.kind !== 'commitment') return stored.revision
  const organisations = sessionDependencies(record.schedule).flatMap((id) => {
    const parsed = OrganisationId.safeParse(id)
    return parsed.success ? [keys.organisation(workspaceId, parsed.data)] : []
  })
  const calendars = calendarDependencies(record.schedule).flatMap((id) => {
    const parsed = CalendarId.safeParse(id)
    return parsed.success ? [keys.calendar(workspaceId, parsed.data)] : []
  })
  const items = await table.getMany([...organisations, ...calendars])
  return items.reduce(
    (sum, { revision, historySeq }) => sum + Number(revision ?? historySeq ?? 0),
    stored.revision,
  )
}
