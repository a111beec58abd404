import * as z from 'zod'
import {
  type Deadline,
  type DeadlineKind,
  type DeadlineStatus,
  sortKey,
  undated,
} from '../../shared/deadline/deadline.ts'
import { deadlinesBetween } from '../../shared/deadline/deadlines.ts'
import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import { reaching, type Window } from '../../shared/deadline/window.ts'
import { invalid, Refusal } from '../../shared/errors/refusal.ts'
import { type OrganisationId, type PersonId, RecordId } from '../../shared/identity/id.ts'
import { maySee } from '../../shared/record/may-see.ts'
import { organisationIdsOf, personIdsOf, type TrackedRecord } from '../../shared/record/record.ts'
import { loadRecord } from '../../shared/record/record-store.ts'
import { indexPartitions } from '../../shared/table/keys.ts'
import type { Page, Position, Range } from '../../shared/table/table.ts'
import { type Day, day } from '../../shared/time/day.ts'
import { civilDay } from '../../shared/time/zone.ts'
import { deadlineView } from './deadline-view.ts'
import { type PageQuery, pageAnswer, pageStart } from './page.ts'
import type { Call } from './route.ts'

type Filters = PageQuery & {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  readonly status?: DeadlineStatus | undefined
  readonly kind?: DeadlineKind | undefined
  readonly ownerId?: PersonId | undefined
  readonly answerableId?: PersonId | undefined
  readonly organisationId?: OrganisationId | undefined
  readonly recordId?: RecordId | undefined
}

type Listed = { readonly deadline: Deadline; readonly record: TrackedRecord }

/** The first day that anything can be due on; without `from`, a list begins with what is overdue longest. */
const firstDay = day('0001-01-01')
/** The list reaches 18 months ahead unless it is told how far. */
const defaultReachDays = 548
const mostReachDays = 3660
/** So many records are read at a time. */
const batch = 25

/**
 * Deadlines in the order of their dates. The index says which records have something due by a day: records are read
 * only as far as the page reaches, and their deadlines computed and merged.
 */
export async function listDeadlines(call: Call<Filters>) {
  const reader = new SurroundingsReader(call.table)
  const { zone } = await reader.workspace(call.identity.workspaceId)
  const window = windowOf(call.query, civilDay(call.now, zone))
  const start = await pageStart(call, 'deadlines')
  const limit = Number(call.query.limit)
  const omitted: Omitted[] = []
  const waiting: Listed[] = []
  const found: Listed[] = []
  const isWanted = ({ deadline, record }: Listed) =>
    (start === undefined || sortKey(deadline) > start) && matches(call.query, deadline, record)
  for await (const { dueKey, listed } of recordsByDue(call, reader, window, omitted)) {
    take(waiting, found, limit, (key) => key.slice(0, 10) < dueKey.slice(0, 10))
    if (found.length > limit) break
    waiting.push(...listed.filter(isWanted))
    waiting.sort((a, b) => (sortKey(a.deadline) < sortKey(b.deadline) ? -1 : 1))
  }
  take(waiting, found, limit, () => true)
  const answer = await pageAnswer(call, 'deadlines', {
    members: found.slice(0, limit),
    hasMore: found.length > limit,
    position: ({ deadline }) => sortKey(deadline),
  })
  const data = found.slice(0, limit).map(({ deadline, record }) => deadlineView(deadline, record))
  return { ...answer, body: { ...answer.body, data, ...(omitted.length === 0 ? {} : { omitted }) } }
}

/** A record that gives more dates than are looked at: it is named, and does not keep the others from being listed. */
export const Omitted = z.object({ recordId: RecordId, detail: z.string() })
type Omitted = z.output<typeof Omitted>

/** Moves to `found` what is certain to come next, until it holds one more than a page. */
function take(waiting: Listed[], found: Listed[], limit: number, isCertain: (key: string) => boolean): void {
  while (found.length <= limit) {
    const [next] = waiting
    if (next === undefined || !isCertain(sortKey(next.deadline))) return
    found.push(next)
    waiting.shift()
  }
}

/** Each record once, at the first entry that the index has of it, with its deadlines within the window. */
async function* recordsByDue(
  call: Call<Filters>,
  reader: SurroundingsReader,
  window: Window,
  omitted: Omitted[],
): AsyncGenerator<{ dueKey: string; listed: readonly Listed[] }> {
  const { recordId } = call.query
  if (recordId !== undefined) {
    yield { dueKey: '', listed: await deadlinesOf(call, reader, recordId, window) }
    return
  }
  const seen = new Set<RecordId>()
  for (const range of rangesOf(call, window)) {
    let after: Position | undefined
    do {
      const page: Page = await call.table.query(after ? { ...range, after } : range)
      const entries = page.items.flatMap((item) => {
        const id = RecordId.safeParse(item.pk.split('#')[2])
        if (!id.success || seen.has(id.data)) return []
        seen.add(id.data)
        return [{ id: id.data, dueKey: String(item.dueKey) }]
      })
      const loaded = await Promise.all(
        entries.map(({ id }) => deadlinesOr(omitted, call, reader, id, window)),
      )
      for (const [index, { dueKey }] of entries.entries()) yield { dueKey, listed: loaded[index] ?? [] }
      after = page.next
    } while (after)
  }
}

/** The index up to the end of the window; without `to`, then what was closed while it had no date. */
function rangesOf({ identity, query }: Call<Filters>, window: Window): readonly Range[] {
  const range = {
    index: 'byDue',
    partition: indexPartitions.due(identity.workspaceId),
    limit: batch,
  } as const
  const dated = { ...range, to: `${window.to}#\uffff` }
  return query.to === undefined ? [dated, { ...range, from: undated }] : [dated]
}

/** As `deadlinesOf`, or a word on why they are left out. */
async function deadlinesOr(omitted: Omitted[], ...asked: Parameters<typeof deadlinesOf>) {
  try {
    return await deadlinesOf(...asked)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [, , recordId] = asked
    omitted.push({ recordId, detail: error.errors[0]?.detail ?? error.message })
    return []
  }
}

async function deadlinesOf(
  call: Call<Filters>,
  reader: SurroundingsReader,
  id: RecordId,
  window: Window,
): Promise<readonly Listed[]> {
  const { workspaceId, personId } = call.identity
  const whole = await loadRecord(call.table, workspaceId, id)
  if (whole === undefined || !maySee(whole.record, personId)) return []
  const { record } = whole
  if (record.status === 'archived' && call.query.recordId === undefined) return []
  const around = await reader.around(workspaceId, record)
  return deadlinesBetween(whole, around, call.now, window).map((deadline) => ({ deadline, record }))
}

function matches(
  { to, status, kind, ownerId, answerableId, organisationId }: Filters,
  deadline: Deadline,
  record: TrackedRecord,
): boolean {
  return (
    (to === undefined || deadline.dueOn !== null) &&
    (status === undefined || deadline.status === status) &&
    (kind === undefined || deadline.kind === kind) &&
    (ownerId === undefined || deadline.ownerId === ownerId) &&
    (answerableId === undefined || [deadline.ownerId, ...personIdsOf(record)].includes(answerableId)) &&
    (organisationId === undefined || organisationIdsOf(record).includes(organisationId))
  )
}

function windowOf({ from = firstDay, to }: Filters, today: Day): Window {
  const begins = from === firstDay ? today : from
  const end = to ?? reaching(begins > today ? begins : today, defaultReachDays)
  if (end < from) throw invalid('/to', 'Write a day that is not before `from`.')
  if (to !== undefined && end > reaching(begins, mostReachDays))
    throw invalid('/to', `Write a day within ${mostReachDays} days of the beginning.`)
  return { from, to: end }
}
