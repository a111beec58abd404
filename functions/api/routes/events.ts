import * as z from 'zod'
import { notFound } from '../../../shared/errors/refusal.ts'
import { type Event, Event as EventInput, KeptEvent } from '../../../shared/event/event.ts'
import { eventItem, loadEvents } from '../../../shared/event/event-store.ts'
import { changesBetween, type Deed } from '../../../shared/history/history.ts'
import { EventId, newId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { touchOrganisation } from '../../../shared/organisation/organisation-acts.ts'
import { touchRecord } from '../../../shared/record/record-acts.ts'
import { keys, type OwnerId } from '../../../shared/table/keys.ts'
import type { Write } from '../../../shared/table/table.ts'
import { earliestDay } from '../../../shared/time/imprecise-day.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { circumstances, recordOf } from '../record-call.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'
import { by, organisationOf } from './organisations.ts'

type Deal = Omit<Deed, 'at' | 'by'>

/** Whose events they are, and how a change of one is written into its history. */
type Subject = {
  readonly ownerId: OwnerId
  readonly events: readonly KeptEvent[]
  readonly touched: (deed: Deal, events: readonly KeptEvent[]) => Promise<Write[]>
}

const subjects = {
  record: { path: '/v1/records/{recordId}', noun: 'Record', load: ofRecord },
  organisation: { path: '/v1/organisations/{organisationId}', noun: 'Organisation', load: ofOrganisation },
} as const

export const eventRoutes: readonly Route[] = Object.values(subjects).flatMap(({ path, noun, load }) => [
  route({
    method: 'post',
    path: `${path}/events`,
    operationId: `record${noun}Event`,
    summary: `Record an event of ${noun === 'Record' ? 'a record' : 'an organisation'}`,
    permission: 'write',
    query: noQuery,
    body: EventInput,
    answer: KeptEvent,
    status: 201,
    async run(call) {
      const input = parse(EventInput, call.body)
      await findNamed(call.table, call.identity.workspaceId, input)
      const event = KeptEvent.parse({ ...input, id: newId('event'), version: 1, createdAt: call.now })
      const subject = await load(call)
      const location = `${new URL(path, 'http://x').pathname}/events/${event.id}`
      return {
        ...answerOf(event),
        status: 201,
        location: filled(location, call),
        writes: await written(call, subject, undefined, event),
      }
    },
  }),
  route({
    method: 'get',
    path: `${path}/events`,
    operationId: `list${noun}Events`,
    summary: 'List events by date; those without a date come last',
    permission: 'read',
    query: z.strictObject({ ...pageQuery, kind: EventInput.shape.kind.optional() }),
    answer: pageOf(KeptEvent),
    status: 200,
    async run(call) {
      const { ownerId, events } = await load(call)
      const wanted = events.filter(({ kind }) => call.query.kind === undefined || kind === call.query.kind)
      const sorted = [...wanted].sort((a, b) => (position(a) < position(b) ? -1 : 1))
      return pageOfSorted(call, `events of ${ownerId}`, sorted, position)
    },
  }),
  route({
    method: 'get',
    path: `${path}/events/{eventId}`,
    operationId: `read${noun}Event`,
    summary: 'Read an event',
    permission: 'read',
    query: noQuery,
    answer: KeptEvent,
    status: 200,
    run: async (call) => answerOf(eventOf(call, await load(call))),
  }),
  route({
    method: 'patch',
    path: `${path}/events/{eventId}`,
    operationId: `change${noun}Event`,
    summary: 'Change an event',
    permission: 'write',
    query: noQuery,
    body: EventInput,
    ifMatch: 'required',
    answer: KeptEvent,
    status: 200,
    async run(call) {
      const subject = await load(call)
      const event = eventOf(call, subject)
      requireMatch(call.ifMatch, etagOf(event.version))
      const { id, version, createdAt, ...before } = event
      const input: Event = patched(EventInput, before, call.body)
      await findNamed(call.table, call.identity.workspaceId, input, before)
      const after = { ...input, id, createdAt, version: version + 1 }
      return { ...answerOf(after), writes: await written(call, subject, event, after) }
    },
  }),
  route({
    method: 'delete',
    path: `${path}/events/{eventId}`,
    operationId: `remove${noun}Event`,
    summary: 'Remove an event that was recorded by mistake; the history keeps it',
    permission: 'write',
    query: noQuery,
    ifMatch: 'required',
    answer: KeptEvent,
    status: 200,
    async run(call) {
      const subject = await load(call)
      const event = eventOf(call, subject)
      requireMatch(call.ifMatch, etagOf(event.version))
      return { status: 200, body: event, writes: await written(call, subject, event, undefined) }
    },
  }),
])

async function ofRecord(call: Call): Promise<Subject> {
  const whole = await recordOf(call)
  const at = await circumstances(call, whole.record)
  return {
    ownerId: whole.record.id,
    events: whole.events,
    touched: (deed, events) => touchRecord(at, { ...whole, events }, deed),
  }
}

async function ofOrganisation(call: Call): Promise<Subject> {
  const { stored } = await organisationOf(call)
  return {
    ownerId: stored.data.id,
    events: await loadEvents(call.table, call.identity.workspaceId, stored.data.id),
    touched: (deed) => touchOrganisation(by(call), stored, stored.data, deed),
  }
}

/** The writes for an event that comes, changes or goes. */
async function written(
  call: Call,
  { ownerId, events, touched }: Subject,
  before: KeptEvent | undefined,
  after: KeptEvent | undefined,
): Promise<Write[]> {
  const others = events.filter(({ id }) => id !== (before ?? after)?.id)
  const action =
    before === undefined ? 'event_recorded' : after === undefined ? 'event_removed' : 'event_changed'
  const id = (after ?? before)?.id
  if (id === undefined) return []
  const key = keys.event(call.identity.workspaceId, ownerId, id)
  const deed = { action, about: id, changes: changesBetween(before ?? {}, after ?? {}) }
  const writes = await touched(deed, after === undefined ? others : [...others, after])
  return [...writes, after === undefined ? { delete: key } : { put: eventItem(key, after) }]
}

function eventOf(call: Call, { events }: Subject): KeptEvent {
  const id = EventId.safeParse(call.params.eventId)
  const event = id.success ? events.find((each) => each.id === id.data) : undefined
  if (event === undefined) throw notFound()
  return event
}

function answerOf(event: KeptEvent) {
  return { status: 200 as const, body: event, etag: etagOf(event.version) }
}

function position({ on, id }: KeptEvent): string {
  return `${on === null ? '9999-12-31' : earliestDay(on)}#${id}`
}

function filled(path: string, call: Call): string {
  return path.replaceAll(/%7B(\w+)%7D/g, (_, name: string) => call.params[name] ?? '')
}
