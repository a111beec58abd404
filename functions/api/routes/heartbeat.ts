import * as z from 'zod'
import { notFound } from '../../../shared/errors/refusal.ts'
import { Figures, Months } from '../../../shared/heartbeat/figures.ts'
import { figuresOf } from '../../../shared/heartbeat/figures-store.ts'
import { nextHeartbeat, toldThrough } from '../../../shared/heartbeat/heartbeat.ts'
import { loadHeartbeat, loadHeartbeatMails } from '../../../shared/heartbeat/heartbeat-store.ts'
import { PersonId } from '../../../shared/identity/id.ts'
import { Attempt, type EnvelopeState } from '../../../shared/reminder/envelope.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { loadWorkspace } from '../../../shared/workspace/workspace-store.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'

const HeartbeatView = z.object({
  /** What the next one tells, as the numbers are now, and when it goes out; null while it is off. */
  sendAt: Instant.nullable(),
  ...Months.shape,
  figures: Figures,
  /** The last one, and what became of each administrator's mail. */
  last: z
    .object({
      ...Months.shape,
      sendAt: Instant,
      mails: z.array(
        z.object({
          recipient: PersonId,
          state: z.enum(['planned', 'sent', 'held', 'failed', 'cancelled']),
          why: z.string().nullable(),
          attempts: z.array(Attempt),
        }),
      ),
    })
    .nullable(),
})

export const heartbeatRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/heartbeat',
    operationId: 'readHeartbeat',
    summary: 'What the next monthly mail to the administrators would say now, and what became of the last',
    permission: 'administer',
    query: noQuery,
    answer: HeartbeatView,
    status: 200,
    run: read,
  }),
]

async function read({ table, identity: { workspaceId }, now }: Call) {
  const stored = await loadWorkspace(table, workspaceId)
  if (stored === undefined) throw notFound()
  const heartbeat = await loadHeartbeat(table, workspaceId)
  const next = nextHeartbeat(toldThrough(heartbeat, stored.data, now), stored.data)
  const { startsOn, endsOn } = next
  const isOn = stored.data.heartbeat !== 'none'
  const figures = await figuresOf(table, workspaceId, { startsOn, endsOn }, now)
  const { last } = heartbeat
  const mails = last === null ? [] : await loadHeartbeatMails(table, workspaceId, last)
  const lastView = last && {
    startsOn: last.startsOn,
    endsOn: last.endsOn,
    sendAt: last.sendAt,
    mails: mails.map(({ recipient, status, attempts }) => ({
      recipient,
      state: stateOf(status),
      why: 'why' in status ? status.why : null,
      attempts,
    })),
  }
  return {
    status: 200 as const,
    body: { sendAt: isOn ? next.sendAt : null, startsOn, endsOn, figures, last: lastView },
  }
}

/** As a reminder is said to stand. */
function stateOf({ state }: EnvelopeState) {
  if (state === 'dropped') return 'cancelled'
  return state === 'sent' || state === 'held' || state === 'failed' ? state : 'planned'
}
