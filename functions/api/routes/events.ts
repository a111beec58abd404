import * as z from 'zod'
import { Event, KeptEvent } from '../../../shared/event/event.ts'
import { changesBetween } from '../../../shared/history/history.ts'
import { newId } from '../../../shared/identity/id.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { earliestDay } from '../../../shared/time/imprecise-day.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { eventOf, ofOrganisation, ofRecord, written } from '../event-writes.ts'
import { patched } from '../merge-patch.ts'
import { pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'

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
    body: Event,
    answer: KeptEvent,
    status: 201,
    async run(call) {
      const input = parse(Event, call.body)
      await findNamed(call, input)
      const event = KeptEvent.parse({ ...input, id: newId('event'), version: 1, createdAt: call.now })
      const subject = await load(call)
      return {
        ...answerOf(event),
        status: 201,
        location: `${filled(path, call)}/events/${event.id}`,
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
    query: z.strictObject({ ...pageQuery, kind: Event.shape.kind.optional() }),
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
    body: Event,
    ifMatch: 'required',
    answer: KeptEvent,
    status: 200,
    async run(call) {
      const subject = await load(call)
      const event = eventOf(call, subject)
      requireMatch(call.ifMatch, etagOf(event.version))
      const { id, version, createdAt, ...before } = event
      const input = patched(Event, before, call.body)
      await findNamed(call, input, before)
      if (changesBetween(before, input).length === 0) return { ...answerOf(event), writes: [] }
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

function answerOf(event: KeptEvent) {
  return { status: 200 as const, body: event, etag: etagOf(event.version) }
}

function position({ on, id }: KeptEvent): string {
  return `${on === null ? '9999-12-31' : earliestDay(on)}#${id}`
}

function filled(path: string, call: Call): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => call.params[name] ?? '')
}
