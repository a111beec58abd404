import { StoredCalendar } from '../calendar/calendar-store.ts'
import { loadEvents } from '../event/event-store.ts'
import { canonical, changesBetween } from '../history/history.ts'
import type { PersonId, WorkspaceId } from '../identity/id.ts'
import { namingMembers } from '../import/naming.ts'
import { loadOrganisation, StoredOrganisation } from '../organisation/organisation-store.ts'
import { StoredPerson } from '../person/person-store.ts'
import { loadOwnChoices } from '../policy/choices-store.ts'
import { ReminderChoices } from '../policy/policy.ts'
import { maySee } from '../record/may-see.ts'
import { loadRecord, StoredRecord } from '../record/record-store.ts'
import { loadSource, type StoredSource } from '../session-source/session-source-store.ts'
import { indexPartitions } from '../table/keys.ts'
import { all, type Item, type Table } from '../table/table.ts'
import { Settings } from '../workspace/workspace.ts'
import { loadWorkspace } from '../workspace/workspace-store.ts'
import { channelEntry, feedEntry, tokenEntries, webhookEntries } from './connection-entries.ts'

/** For whom a workspace is written down: what they may not see is left out. */
export type ExportParts = {
  readonly table: Table
  readonly workspaceId: WorkspaceId
  readonly personId: PersonId
  /** Whether they see what only administrators do: receivers of changes, and everybody's tokens. */
  readonly mayAdminister: boolean
}

/** One row of a list, and what is written for it; or what is no such list, at once. */
type Phase =
  | {
      readonly partition: (workspaceId: WorkspaceId) => string
      readonly entries: (parts: ExportParts, item: Item, people: People) => Promise<readonly Entry[]>
    }
  | { readonly whole: (parts: ExportParts, people: People) => Promise<readonly Entry[]> }

export type Entry = { readonly noun: string; readonly body: object; readonly [member: string]: unknown }

/** People by their id: they are written as their addresses, which are the same in another workspace. */
export type People = ReadonlyMap<string, string>

/** In the order in which an import can bring them in: what others name comes before them. */
const phases: readonly Phase[] = [
  { partition: indexPartitions.people, entries: async (_, item) => [personEntry(item)] },
  { partition: indexPartitions.channels, entries: async (_, item) => [channelEntry(item)] },
  { partition: indexPartitions.people, entries: choicesEntries },
  { partition: indexPartitions.calendars, entries: async (_, item) => [calendarEntry(item)] },
  { partition: indexPartitions.organisations, entries: organisationEntries },
  { partition: indexPartitions.records, entries: recordEntries },
  { partition: indexPartitions.webhooks, entries: async (parts, item) => webhookEntries(parts, item) },
  { partition: indexPartitions.feeds, entries: async (_, item, people) => [feedEntry(item, people)] },
  { whole: tokenEntries },
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
  if ('whole' in phase) return { text: linesOf(await phase.whole(parts, people), people), next: undefined }
  const range = { index: 'byTitle' as const, partition: phase.partition(parts.workspaceId), limit: partRows }
  const page = await parts.table.query(from === '' ? range : { ...range, from: `${from}\u0000` })
  const items = await parts.table.getMany(page.items.map(({ pk, sk }) => ({ pk, sk })))
  const entries: Entry[] = position === undefined ? [await settingsEntry(parts)] : []
  for (const row of page.items) {
    const item = items.find(({ pk }) => pk === row.pk)
    if (item !== undefined) entries.push(...(await phase.entries(parts, item, people)))
  }
  const last = String(page.items.at(-1)?.listKey ?? '')
  const next = page.next !== undefined ? `${index} ${last}` : `${index + 1} `
  return { text: linesOf(entries, people), next }
}

function linesOf(entries: readonly Entry[], people: People): string {
  return entries.map((entry) => `${canonical(keyed(entry, '', people))}\n`).join('')
}

export async function peopleOf({
  table,
  workspaceId,
}: Pick<ExportParts, 'table' | 'workspaceId'>): Promise<People> {
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

async function choicesEntries({ table, workspaceId }: ExportParts, item: Item): Promise<Entry[]> {
  const { id, email } = StoredPerson.parse(item).data
  const { choices, whereabouts } = await loadOwnChoices(table, workspaceId, id)
  const absences = whereabouts.absences.map(({ id: _, version: _v, ...absence }) => absence)
  const isNothing = changesBetween(ReminderChoices.parse({}), choices).length === 0 && absences.length === 0
  return isNothing ? [] : [{ noun: 'choices', of: email, body: { ...choices, absences } }]
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
  const source = await loadSource(table, workspaceId, id)
  return [
    { noun: 'organisation', key: id, ...archived(status === 'archived'), body },
    ...(whole?.sessions ?? []).map(({ version: _, ...session }) => ({
      noun: 'session',
      of: id,
      body: session,
    })),
    ...events.toSorted(byId).map((event) => eventEntry(id, event)),
    ...(source === undefined ? [] : [sourceEntry(source)]),
  ]
}

function sourceEntry({ data }: StoredSource): Entry {
  const { url, zone, ordinals, leaveOut } = data
  return { noun: 'session_source', of: data.organisationId, body: { url, zone, ordinals, leaveOut } }
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
    ...whole.mutes.map((mute) => ({ noun: 'mute', of: id, body: mute })),
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

/** Keys in the place of ids: `@` and the id, or a person's address. */
function keyed(value: unknown, field: string, people: People): unknown {
  if (Array.isArray(value)) return value.map((each) => keyed(each, field, people))
  if (typeof value === 'string') {
    const noun = namingMembers.get(field)
    if (noun === undefined || (noun === 'person' && value.includes('@')) || value === 'email') return value
    return `@${people.get(value) ?? value}`
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, keyed(member, name, people)]),
  )
}
