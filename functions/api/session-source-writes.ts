import { whyUnreachable } from '../../shared/channel/target/target.ts'
import { invalid, notFound, Refusal } from '../../shared/errors/refusal.ts'
import { writeSessions } from '../../shared/organisation/organisation-acts.ts'
import { wakeDependents } from '../../shared/reminder/replan.ts'
import { fetchedCalendar } from '../../shared/session-source/fetched-calendar.ts'
import { sourceChanges } from '../../shared/session-source/kept-reading.ts'
import { KeptSource, SessionSource } from '../../shared/session-source/session-source.ts'
import {
  loadReading,
  loadSource,
  type StoredSource,
  sourceItem,
} from '../../shared/session-source/session-source-store.ts'
import { firstReading, keepSource, readSource } from '../../shared/session-source/source-reader.ts'
import { keys } from '../../shared/table/keys.ts'
import { etagOf, requireMatch } from './etag.ts'
import { patched } from './merge-patch.ts'
import { by, organisationOf } from './organisation-call.ts'
import { parse } from './parse.ts'
import { type Call, noBody } from './route.ts'

/** What cannot be read at the first try is not kept: whoever has mistyped the address is told at once. */
export async function setSource(call: Call, isDry: boolean) {
  const whole = await organisationOf(call)
  const input = parse(SessionSource, call.body)
  requireReachable(call, input.url)
  const { workspaceId, personId, actor } = call.identity
  const { id: organisationId } = whole.stored.data
  if (!isDry && (await loadSource(call.table, workspaceId, organisationId)) !== undefined) throw isThere()
  const fetched = await fetchedCalendar(call.get, { data: input, etag: null, lastModified: null })
  if (fetched.kind === 'failed') throw invalid('/url', fetched.why)
  if (fetched.kind === 'same') throw new Error('the same as nothing')
  if (isDry) {
    const { events } = await firstReading(partsOf(call), workspaceId, whole, fetched, input)
    return { status: 200 as const, body: { events } }
  }
  const { now } = call
  const made = { createdBy: personId, createdAt: now, updatedAt: now, version: 1 }
  const read = { lastReadAt: now, nextReadAt: now, failing: null, inQuestion: 0 }
  const data = KeptSource.parse({ ...input, organisationId, ...made, ...read })
  const stored = await keepSource(partsOf(call), { workspaceId, organisationId, by: actor }, fetched, data)
  if (stored === undefined) throw isThere()
  await wakeDependents(call.table, workspaceId, organisationId, now).catch(() => undefined)
  const location = `/v1/organisations/${organisationId}/session-source`
  return { ...(await sourceAnswer(call, stored.data)), status: 201 as const, location, writes: [] }
}

/** Reads it now, whenever it would be read next. */
export async function readSourceNow(call: Call) {
  const { organisationId } = (await sourceOf(call)).data
  parse(noBody, call.body)
  const { workspaceId } = call.identity
  const stored = await readSource(partsOf(call), { workspaceId, organisationId, by: call.identity.actor })
  if (stored === undefined) throw changedMeanwhile()
  await wakeDependents(call.table, workspaceId, organisationId, call.now).catch(() => undefined)
  return { ...(await sourceAnswer(call, stored.data)), writes: [] }
}

/** Changes where and how it is read. */
export async function changeSource(call: Call) {
  const stored = await sourceOf(call)
  const { data } = stored
  requireMatch(call.ifMatch, etagOf(data.version))
  const { url, zone, ordinals, leaveOut } = data
  const next = patched(SessionSource, { url, zone, ordinals, leaveOut }, call.body)
  if (next.url !== url) requireReachable(call, next.url)
  const changed = { ...data, ...next, version: data.version + 1, updatedAt: call.now, nextReadAt: call.now }
  const changes = sourceChanges(data, changed)
  if (changes.length === 0) return sourceAnswer(call, data)
  const whole = await organisationOf(call)
  // What the publisher called the last version says nothing of how it is read now.
  const asNew = { ...stored, data: changed, etag: null, lastModified: null, revision: stored.revision + 1 }
  const deed = { action: 'calendar_changed', about: 'calendar', changes }
  const item = sourceItem(call.identity.workspaceId, asNew)
  return {
    ...(await sourceAnswer(call, changed)),
    writes: [
      ...(await writeSessions(by(call), whole.stored, [], [deed])),
      { put: item, when: { revision: { is: stored.revision } } },
    ],
  }
}

/** It is read no more; what it has brought stays. */
export async function removeSource(call: Call) {
  const stored = await sourceOf(call)
  const { data } = stored
  requireMatch(call.ifMatch, etagOf(data.version))
  const whole = await organisationOf(call)
  const { workspaceId } = call.identity
  const deed = { action: 'calendar_removed', about: 'calendar', changes: sourceChanges(data, undefined) }
  return {
    status: 200 as const,
    body: data,
    etag: etagOf(data.version),
    writes: [
      ...(await writeSessions(by(call), whole.stored, [], [deed])),
      {
        delete: keys.sessionSource(workspaceId, data.organisationId),
        when: { revision: { is: stored.revision } },
      },
      { delete: keys.sourceReading(workspaceId, data.organisationId) },
    ],
  }
}

/** @throws Refusal not_found where the organisation is unknown, or has none */
export async function sourceOf(call: Call): Promise<StoredSource> {
  const { stored } = await organisationOf(call)
  const source = await loadSource(call.table, call.identity.workspaceId, stored.data.id)
  if (source === undefined) throw notFound()
  return source
}

/** A source with what its last reading found. */
export async function sourceAnswer({ table, identity }: Call, data: KeptSource) {
  const events = await loadReading(table, identity.workspaceId, data.organisationId)
  return { status: 200 as const, body: { ...data, events }, etag: etagOf(data.version) }
}

function partsOf({ table, get, now }: Call) {
  return { table, get, now: () => now }
}

/** @throws Refusal invalid where nothing may be read there */
function requireReachable({ reach }: Call, url: string): void {
  const why = whyUnreachable(url, reach)
  if (why !== undefined) throw invalid('/url', why.replace('nothing is sent to', 'nothing is read from'))
}

function isThere(): Refusal {
  return new Refusal('conflict', 'The organisation has a published calendar. Change it, or remove it first.')
}

function changedMeanwhile(): Refusal {
  return new Refusal('conflict', 'Somebody has changed or removed the calendar meanwhile. Read it again.')
}
