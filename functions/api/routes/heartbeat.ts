import * as z from 'zod'
import { notFound } from '../../../shared/errors/refusal.ts'
import { Figures, Months } from '../../../shared/heartbeat/figures.ts'
import { figuresOf } from '../../../shared/heartbeat/figures-store.ts'
import { nextHeartbeat, toldThrough } from '../../../shared/heartbeat/heartbeat.ts'
import { loadHeartbeatMails } from '../../../shared/heartbeat/heartbeat-mail-store.ts'
import { loadHeartbeat } from '../../../shared/heartbeat/heartbeat-store.ts'
import { resendHeartbeat } from '../../../shared/heartbeat/resent-heartbeat.ts'
import { PersonId } from '../../../shared/identity/id.ts'
import { Attempt, type Envelope, type EnvelopeState } from '../../../shared/reminder/envelope.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { loadWorkspace } from '../../../shared/workspace/workspace-store.ts'
import { parse } from '../parse.ts'
import { personOf } from '../person-call.ts'
import { type Call, noBody, noQuery, type Route, route } from '../route.ts'

/** What became of one administrator's mail. */
const HeartbeatMailView = z.object({
  recipient: PersonId,
  state: z.enum(['planned', 'sent', 'held', 'failed', 'cancelled']),
  why: z.string().nullable(),
  attempts: z.array(Attempt),
})

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
      mails: z.array(HeartbeatMailView),
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
  route({
    method: 'post',
    path: '/v1/heartbeat/{personId}/resend',
    operationId: 'resendHeartbeat',
    summary: 'Send the last one to an administrator once more, where it is held or has failed',
    permission: 'administer',
    query: noQuery,
    body: noBody,
    answer: HeartbeatMailView,
    status: 201,
    async run(call) {
      parse(noBody, call.body)
      const { data } = await personOf(call)
      const again = await resendHeartbeat(call.table, call.identity.workspaceId, data.id, call.now)
      return { status: 201, body: mailView(again.envelope), writes: again.writes }
    },
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
    mails: mails.map(mailView),
  }
  return {
    status: 200 as const,
    body: { sendAt: isOn ? next.sendAt : null, startsOn, endsOn, figures, last: lastView },
  }
}

function mailView({ recipient, status, attempts }: Envelope) {
  return { recipient, state: stateOf(status), why: 'why' in status ? status.why : null, attempts }
}

/** As a reminder is said to stand. */
function stateOf({ state }: EnvelopeState) {
  if (state === 'dropped') return 'cancelled'
  return state === 'sent' || state === 'held' || state === 'failed' ? state : 'planned'
}
