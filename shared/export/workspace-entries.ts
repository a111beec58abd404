import { StoredCalendar } from '../calendar/calendar-store.ts'
import { loadEvents } from '../event/event-store.ts'
import { canonical } from '../history/history.ts'
import type { PersonId, WorkspaceId } from '../identity/id.ts'
import { namingMembers } from '../import/naming.ts'
import { loadOrganisation, StoredOrganisation } from '../organisation/organisation-store.ts'
import { StoredPerson } from '../person/person-store.ts'
import { maySee } from '../record/may-see.ts'
import { loadRecord, StoredRecord } from '../record/record-store.ts'
import { indexPartitions } from '../table/keys.ts'
import { all, type Item, type Table } from '../table/table.ts'
import { Settings } from '../workspace/workspace.ts'
import { loadWorkspace } from '../workspace/workspace-store.ts'

/** For whom a workspace is written down: what they may not see is left out. */
export type ExportParts = {
  readonly table: Table
  readonly workspaceId: WorkspaceId
  readonly personId: PersonId
}

/** One row of the list of titles, and what is written for it. */
type Phase = {
  readonly partition: (workspaceId: WorkspaceId) => string
  readonly entries: (parts: ExportParts, item: Item, people: People) => Promise<readonly Entry[]>
}

type Entry = { readonly noun: string; readonly body: object; readonly [member: string]: unknown }

/** People by their id: they are written as their addresses, which are the same in another workspace. */
export type People = ReadonlyMap<string, string>

const phases: readonly Phase[] = [
  { partition: indexPartitions.people, entries: async (_, item) => [personEntry(item)] },
  { partition: indexPartitions.calendars, entries: async (_, item) => [calendarEntry(item)] },
  { partition: indexPartitions.organisations, entries: organisationEntries },
  { partition: indexPartitions.records, entries: recordEntries },
]

/** So many rows of a list are written in one part. */
const partRows = 50

/**
 * One part of a workspace as JSON Lines: an entry a line, in an order that does not depend on when or where it is
 * written, its members in the order of their names. All parts, one after the other, are the whole; importing it makes
 * an equal workspace. `position` is where the part before has ended.
 */
export async function workspacePart(
  parts: ExportParts,
  position: string | undefined,
): Promise<{ readonly text: string; readonly next: string | undefined }> {
  const people = await peopleOf(parts)
  const [phaseText = '0', ...rest] = (position ?? '').split(' ')
  const index = Number(phaseText)
  const phase = phases[index]
  if (phase === undefined) return { text: '', next: undefined }
  const from = rest.join(' ')
  const range = { index: 'byTitle' as const, partition: phase.partition(parts.workspaceId), limit: partRows }
  const page = await parts.table.query(from === '' ? range : { ...range, from: `${from}\u0000` })
  const items = await parts.table.getMany(page.items.map(({ pk, sk }) => ({ pk, sk })))
  const entries: Entry[] = position === undefined ? [await settingsEntry(parts)] : []
  for (const row of page.items) {
    const item = items.find(({ pk }) => pk === row.pk)
    if (item !== undefined) entries.push(...(await phase.entries(parts, item, people)))
  }
  const last = String(page.items.at(-1)?.listKey ?? '')
  const isLastPhase = index === phases.length - 1
  const next = page.next !== undefined ? `${index} ${last}` : isLastPhase ? undefined : `${index + 1} `
  return { text: entries.map((entry) => `${canonical(keyed(entry, '', people))}\n`).join(''), next }
}

export async function peopleOf({ table, workspaceId }: ExportParts): Promise<People> {
  const people = new Map<string, string>()
  const rows: Item[] = []
  const range = { index: 'byTitle' as const, partition: indexPartitions.people(workspaceId) }
  for await (const row of all(table, range)) rows.push(row)
  for (let at = 0; at < rows.length; at += 100) {
    const batch = rows.slice(at, at + 100).map(({ pk, sk }) => ({ pk, sk }))
    for (const item of await table.getMany(batch)) {
      const { id, email } = StoredPerson.parse(item).data
      people.set(id, email)
    }
  }
  return people
}

async function settingsEntry({ table, workspaceId }: ExportParts): Promise<Entry> {
  const stored = await loadWorkspace(table, workspaceId)
  if (stored === undefined) throw new Error(`no workspace ${workspaceId}`)
  const known = Object.keys(Settings.shape)
  const members = Object.entries(stored.data).filter(([name]) => known.includes(name))
  return { noun: 'settings', body: Object.fromEntries(members) }
}

function personEntry(item: Item): Entry {
  const { name, email, role, status } = StoredPerson.parse(item).data
  return { noun: 'person', key: email, ...archived(status === 'removed'), body: { name, email, role } }
}

function calendarEntry(item: Item): Entry {
  const { id, version: _v, createdAt: _c, updatedAt: _u, ...body } = StoredCalendar.parse(item).data
  return { noun: 'calendar', key: id, body }
}

async function organisationEntries({ table, workspaceId }: ExportParts, item: Item): Promise<Entry[]> {
  const {
    id,
    status,
    version: _v,
    createdAt: _c,
    updatedAt: _u,
    ...body
  } = StoredOrganisation.parse(item).data
  const whole = await loadOrganisation(table, workspaceId, id)
  const events = await loadEvents(table, workspaceId, id)
  return [
    { noun: 'organisation', key: id, ...archived(status === 'archived'), body },
    ...(whole?.sessions ?? []).map(({ version: _, ...session }) => ({
      noun: 'session',
      of: id,
      body: session,
    })),
    ...events.toSorted(byId).map((event) => eventEntry(id, event)),
  ]
}

async function recordEntries({ table, workspaceId, personId }: ExportParts, item: Item): Promise<Entry[]> {
  const { data } = StoredRecord.parse(item)
  const whole = await loadRecord(table, workspaceId, data.id)
  if (whole === undefined || !maySee(whole.record, personId)) return []
  const { id, kind, status, version: _v, createdAt: _c, updatedAt: _u, ...body } = whole.record
  const touched = [...whole.touched.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return [
    { noun: 'record', kind, key: id, ...archived(status === 'archived'), body },
    ...whole.events.toSorted(byId).map((event) => eventEntry(id, event)),
    ...touched.map(({ version: _, ...deadline }) => ({ noun: 'deadline', of: id, body: deadline })),
  ]
}

function eventEntry(of: string, event: { id: string; version: number; createdAt: string }): Entry {
  const { id, version: _v, createdAt: _c, ...body } = event
  return { noun: 'event', key: id, of, body }
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}

function archived(isArchived: boolean) {
  return isArchived ? { status: 'archived' } : {}
}

/** Channels hold secrets and are not exported, so nothing is written that names one. */
function isChannel(value: unknown): boolean {
  return typeof value === 'string' && /^chn_[0-9a-f]{32}$/.test(value)
}

/** Keys in the place of ids: `@` and the id, or a person's address. */
function keyed(value: unknown, field: string, people: People): unknown {
  if (Array.isArray(value))
    return value.filter((each) => !isChannel(each)).map((each) => keyed(each, field, people))
  if (typeof value === 'string') {
    const noun = namingMembers.get(field)
    if (noun === undefined || (noun === 'person' && value.includes('@'))) return value
    return `@${people.get(value) ?? value}`
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, keyed(member, name, people)]),
  )
}
