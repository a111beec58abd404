import * as z from 'zod'
import { Calendar, KeptCalendar } from '../../../shared/calendar/calendar.ts'
import { loadCalendar, StoredCalendar, writeCalendar } from '../../../shared/calendar/calendar-store.ts'
import { notFound } from '../../../shared/errors/refusal.ts'
import { changesBetween } from '../../../shared/history/history.ts'
import { CalendarId, newId } from '../../../shared/identity/id.ts'
import { wakeDependents } from '../../../shared/reminder/replan.ts'
import { indexPartitions } from '../../../shared/table/keys.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by } from '../organisation-call.ts'
import { pageOf, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'
import { titleList } from '../title-list.ts'

export const calendarRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/calendars',
    operationId: 'recordCalendar',
    summary: 'Record a calendar of working days and holidays',
    permission: 'administer',
    query: noQuery,
    body: Calendar,
    answer: KeptCalendar,
    status: 201,
    async run(call) {
      const { now } = call
      const given = parse(Calendar, call.body)
      const calendar = KeptCalendar.parse({
        ...given,
        id: newId('calendar'),
        version: 1,
        createdAt: now,
        updatedAt: now,
      })
      const writes = await writeCalendar(by(call), undefined, calendar)
      return { ...answerOf(calendar), status: 201, location: `/v1/calendars/${calendar.id}`, writes }
    },
  }),
  route({
    method: 'get',
    path: '/v1/calendars',
    operationId: 'listCalendars',
    summary: 'List calendars by name',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(KeptCalendar),
    status: 200,
    run: (call) =>
      titleList(call, {
        name: 'calendars',
        partition: indexPartitions.calendars(call.identity.workspaceId),
        matches: () => true,
        load: (item) => StoredCalendar.parse(item).data,
      }),
  }),
  route({
    method: 'get',
    path: '/v1/calendars/{calendarId}',
    operationId: 'readCalendar',
    summary: 'Read a calendar',
    permission: 'read',
    query: noQuery,
    answer: KeptCalendar,
    status: 200,
    run: async (call) => answerOf((await calendarOf(call)).data),
  }),
  route({
    method: 'patch',
    path: '/v1/calendars/{calendarId}',
    operationId: 'changeCalendar',
    summary: 'Change a calendar; the dates that depend on it follow',
    permission: 'administer',
    query: noQuery,
    body: Calendar,
    ifMatch: 'required',
    answer: KeptCalendar,
    status: 200,
    async run(call) {
      const stored = await calendarOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      const { id, version, createdAt, updatedAt: _, ...before } = stored.data
      const given = patched(Calendar, before, call.body)
      if (changesBetween(before, given).length === 0) return { ...answerOf(stored.data), writes: [] }
      const calendar = { ...given, id, createdAt, version: version + 1, updatedAt: call.now }
      return {
        ...answerOf(calendar),
        writes: await writeCalendar(by(call), stored, calendar),
        afterwards: () => wakeDependents(call.table, call.identity.workspaceId, id, call.now),
      }
    },
  }),
]

async function calendarOf(call: Call): Promise<StoredCalendar> {
  const id = CalendarId.safeParse(call.params.calendarId)
  const stored = id.success ? await loadCalendar(call.table, call.identity.workspaceId, id.data) : undefined
  if (stored === undefined) throw notFound()
  return stored
}

function answerOf(calendar: KeptCalendar) {
  return { status: 200 as const, body: calendar, etag: etagOf(calendar.version) }
}
