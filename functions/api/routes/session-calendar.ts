import * as z from 'zod'
import { invalid } from '../../../shared/errors/refusal.ts'
import { writeSessions } from '../../../shared/organisation/organisation-acts.ts'
import { calendarLimits, publishedEvents } from '../../../shared/organisation/published-calendar.ts'
import {
  EventOrdinals,
  EventOutcome,
  sessionsPublished,
} from '../../../shared/organisation/session-import.ts'
import { wakeDependents } from '../../../shared/reminder/replan.ts'
import { Zone } from '../../../shared/time/zone.ts'
import { by, organisationOf } from '../organisation-call.ts'
import { type Route, route } from '../route.ts'

const Order = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Whether the events are only looked at.' }),
  onRefused: z
    .enum(['stop', 'skip'])
    .default('stop')
    .meta({ description: 'Where an event is refused: store nothing, or leave the event out.' }),
  zone: Zone.optional().meta({ description: 'Of times in UTC, where the calendar names no zone itself.' }),
  ordinals: z.string().max(8_000).optional().meta({
    description: 'Which session events are of, as JSON by UID or summary: {"uid": 81, "other": null}.',
  }),
})

const PublishedSessions = z.strictObject({
  /** Whether anything was written. */
  stored: z.boolean(),
  events: z.array(EventOutcome),
})

/** So many sessions change in one transaction; the table takes 100 writes, of which each session makes two. */
const mostChanges = 40

export const sessionCalendarRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/organisations/{organisationId}/sessions/calendar',
    operationId: 'importSessionCalendar',
    summary:
      'Take the sessions of an organisation from a published calendar; sent again, it finds those that moved',
    permission: 'write',
    query: Order,
    upload: { mediaTypes: ['text/calendar'], mostBytes: calendarLimits.bytes },
    answer: PublishedSessions,
    status: 200,
    async run(call) {
      const whole = await organisationOf(call)
      const { upload, query } = call
      if (upload === undefined) throw new Error('a calendar without its file')
      const events = await publishedEvents(upload.bytes, query.zone)
      const judged = sessionsPublished(whole, events, ordinalsOf(query.ordinals))
      const changes = judged.flatMap(({ revision }) => revision ?? [])
      if (changes.length > mostChanges)
        throw invalid(
          '',
          `The calendar changes ${changes.length} sessions, more than ${mostChanges}. Send a part of it.`,
        )
      const outcomes = judged.map(({ outcome }) => outcome)
      const isStopped = query.onRefused === 'stop' && outcomes.some(({ outcome }) => outcome === 'refused')
      const wanted = isStopped || query.dryRun === 'true' ? [] : changes
      const answer = { status: 200 as const, body: { stored: wanted.length > 0, events: outcomes } }
      if (query.dryRun === 'true') return answer
      const { identity, now, table } = call
      const writes = await writeSessions(by(call), whole.stored, wanted)
      if (writes.length === 0) return { ...answer, writes }
      return {
        ...answer,
        writes,
        afterwards: () => wakeDependents(table, identity.workspaceId, whole.stored.data.id, now),
      }
    },
  }),
]

function ordinalsOf(text: string | undefined): EventOrdinals {
  const told = EventOrdinals.safeParse(text === undefined ? {} : jsonOf(text))
  if (told.success) return told.data
  throw invalid(
    '/ordinals',
    'Write JSON of UIDs or summaries and numbers, such as {"a@example.org": 81, "b": null}.',
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}
