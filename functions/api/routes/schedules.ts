import * as z from 'zod'
import { SurroundingsReader } from '../../../shared/deadline/surroundings-store.ts'
import { invalid } from '../../../shared/errors/refusal.ts'
import { Event } from '../../../shared/event/event.ts'
import { findNamed } from '../../../shared/identity/named-ids-store.ts'
import { occurrencesBetween } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { Day } from '../../../shared/time/day.ts'
import { DueDate } from '../../../shared/time/imprecise-day.ts'
import { parse } from '../parse.ts'
import { noQuery, type Route, route } from '../route.ts'

/** `events` are what `after` and `nth` count from: what is known, or what might be. */
const Preview = z.strictObject({
  schedule: Schedule,
  from: Day,
  to: Day,
  events: z
    .array(Event.pick({ kind: true, on: true, nextDueOn: true }))
    .max(500, 'Write at most 500 events.')
    .default([]),
})

export const scheduleRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/schedules/preview',
    operationId: 'previewSchedule',
    summary: 'Compute the dates of any schedule between two days, both included; nothing is stored',
    permission: 'read',
    query: noQuery,
    body: Preview,
    answer: z.object({ data: z.array(z.object({ slot: z.string(), dueOn: DueDate, basis: z.string() })) }),
    status: 200,
    async run(call) {
      const { schedule, from, to, events } = parse(Preview, call.body)
      if (to < from) throw invalid('/to', 'Write a day that is not before `from`.')
      const { workspaceId } = call.identity
      await findNamed(call, { schedule })
      const { sessions, calendar } = await new SurroundingsReader(call.table).aroundSchedule(
        workspaceId,
        schedule,
      )
      const occurrences = occurrencesBetween(schedule, { sessions, calendar, events }, { from, to })
      return {
        status: 200,
        body: { data: occurrences.map(({ slot, dueOn, basis }) => ({ slot, dueOn, basis })) },
      }
    },
  }),
]
