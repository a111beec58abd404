import * as z from 'zod'
import { whyUnreachable } from '../../../shared/channel/target/target.ts'
import { invalid, notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { writeSessions } from '../../../shared/organisation/organisation-acts.ts'
import { wakeDependents } from '../../../shared/reminder/replan.ts'
import { fetchedCalendar } from '../../../shared/session-source/fetched-calendar.ts'
import { sourceChanges } from '../../../shared/session-source/kept-reading.ts'
import { KeptSource, SessionSource, SourceEvent } from '../../../shared/session-source/session-source.ts'
import {
  loadReading,
  loadSource,
  StoredSource,
  sourceItem,
} from '../../../shared/session-source/session-source-store.ts'
import { firstReading, keepSource, readSource } from '../../../shared/session-source/source-reader.ts'
import { indexPartitions, keys } from '../../../shared/table/keys.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by, organisationOf } from '../organisation-call.ts'
import { pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'
import { titleList } from '../title-list.ts'

/** A source with what became of each event at its last reading. */
const ReadSource = KeptSource.extend({ events: z.array(SourceEvent) })
const DryRun = z.strictObject({ events: z.array(SourceEvent) })

const path = '/v1/organisations/{organisationId}/session-source'

export const sessionSourceRoutes: readonly Route[] = [
  route({
    method: 'post',
    path,
    operationId: 'setSessionSource',
    summary:
      'Set where an organisation publishes its sessions; the calendar is read now, and again every day',
    permission: 'write',
    query: z.strictObject({
      dryRun: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'Whether the calendar is only looked at.' }),
    }),
    body: SessionSource,
    answer: ReadSource,
    dryRunAnswer: DryRun,
    status: 201,
    run: (call) => set(call, call.query.dryRun === 'true'),
  }),
  route({
    method: 'get',
    path,
    operationId: 'readSessionSource',
    summary: 'Read where an organisation publishes its sessions, and what the last reading found',
    permission: 'read',
    query: noQuery,
    answer: ReadSource,
    status: 200,
    run: async (call) => answerOf(call, (await sourceOf(call)).data),
  }),
  route({
    method: 'patch',
    path,
    operationId: 'changeSessionSource',
    summary: 'Change where and how the sessions of an organisation are read; it is read within the hour',
    permission: 'write',
    query: noQuery,
    body: SessionSource,
    ifMatch: 'required',
    answer: ReadSource,
    status: 200,
    run: change,
  }),
  route({
    method: 'delete',
    path,
    operationId: 'removeSessionSource',
    summary: 'Read the calendar no more; the sessions that are recorded stay',
    permission: 'write',
    query: noQuery,
    ifMatch: 'required',
    answer: KeptSource,
    status: 200,
    run: remove,
  }),
  route({
    method: 'post',
    path: `${path}/read`,
    operationId: 'readSessionSourceNow',
    summary: 'Read the published calendar now',
    permission: 'write',
    query: noQuery,
    body: noBody,
    answer: ReadSource,
    status: 200,
    async run(call) {
      const { organisationId } = (await sourceOf(call)).data
      parse(noBody, call.body)
      const { workspaceId } = call.identity
      const stored = await readSource(partsOf(call), { workspaceId, organisationId, by: call.identity.actor })
      if (stored === undefined) throw changedMeanwhile()
      await wakeDependents(call.table, workspaceId, organisationId, call.now).catch(() => undefined)
      return { ...(await answerOf(call, stored.data)), writes: [] }
    },
  }),
  route({
    method: 'get',
    path: '/v1/session-sources',
    operationId: 'listSessionSources',
    summary: 'List the published calendars that are read, and how that goes',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(KeptSource),
    status: 200,
    run: (call) =>
      titleList(call, {
        name: 'session sources',
        partition: indexPartitions.sessionSources(call.identity.workspaceId),
        matches: () => true,
        load: (item) => StoredSource.parse(item).data,
      }),
  }),
]

/** What cannot be read at the first try is not kept: whoever has mistyped the address is told at once. */
async function set(call: Call, isDry: boolean) {
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
  return { ...(await answerOf(call, stored.data)), status: 201 as const, location, writes: [] }
}

async function change(call: Call) {
  const stored = await sourceOf(call)
  const { data } = stored
  requireMatch(call.ifMatch, etagOf(data.version))
  const { url, zone, ordinals, leaveOut } = data
  const next = patched(SessionSource, { url, zone, ordinals, leaveOut }, call.body)
  if (next.url !== url) requireReachable(call, next.url)
  const changed = { ...data, ...next, version: data.version + 1, updatedAt: call.now, nextReadAt: call.now }
  const changes = sourceChanges(data, changed)
  if (changes.length === 0) return answerOf(call, data)
  const whole = await organisationOf(call)
  // What the publisher called the last version says nothing of how it is read now.
  const asNew = { ...stored, data: changed, etag: null, lastModified: null, revision: stored.revision + 1 }
  const deed = { action: 'calendar_changed', about: 'calendar', changes }
  const item = sourceItem(call.identity.workspaceId, asNew)
  return {
    ...(await answerOf(call, changed)),
    writes: [
      ...(await writeSessions(by(call), whole.stored, [], [deed])),
      { put: item, when: { revision: { is: stored.revision } } },
    ],
  }
}

async function remove(call: Call) {
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
async function sourceOf(call: Call): Promise<StoredSource> {
  const { stored } = await organisationOf(call)
  const source = await loadSource(call.table, call.identity.workspaceId, stored.data.id)
  if (source === undefined) throw notFound()
  return source
}

async function answerOf({ table, identity }: Call, data: KeptSource) {
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
