import * as z from 'zod'
import { invalid, notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { changesBetween } from '../../../shared/history/history.ts'
import { writeSession } from '../../../shared/organisation/organisation-acts.ts'
import {
  KeptSession,
  seriesOf,
  type WholeOrganisation,
} from '../../../shared/organisation/organisation-store.ts'
import { Session, SessionOrdinal } from '../../../shared/organisation/session.ts'
import { sessionAt } from '../../../shared/organisation/session-series.ts'
import { wakeDependents } from '../../../shared/reminder/replan.ts'
import { DeadlineView } from '../deadline-view.ts'
import { dependentsOf } from '../dependents.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched, patchObject } from '../merge-patch.ts'
import { by, organisationOf } from '../organisation-call.ts'
import { pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'

const one = '/v1/organisations/{organisationId}/sessions/{ordinal}'

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/organisations/{organisationId}/sessions',
    operationId: 'recordSession',
    summary: 'Record a session of an organisation',
    permission: 'write',
    query: noQuery,
    body: Session,
    answer: KeptSession,
    status: 201,
    async run(call) {
      const session = { ...parse(Session, call.body), version: 1 }
      const { stored, sessions } = await organisationOf(call)
      if (sessions.some(({ ordinal }) => ordinal === session.ordinal))
        throw new Refusal('conflict', `Session ${session.ordinal} is recorded already. Change it instead.`)
      return {
        ...answerOf(session),
        status: 201,
        location: `/v1/organisations/${stored.data.id}/sessions/${session.ordinal}`,
        writes: await writeSession(by(call), stored, { before: undefined, after: session }),
        afterwards: () => wakeDependents(call.table, call.identity.workspaceId, stored.data.id, call.now),
      }
    },
  }),
  route({
    method: 'get',
    path: '/v1/organisations/{organisationId}/sessions',
    operationId: 'listSessions',
    summary: 'List the recorded sessions of an organisation',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(KeptSession),
    status: 200,
    async run(call) {
      const { stored, sessions } = await organisationOf(call)
      const position = ({ ordinal }: KeptSession) => String(ordinal).padStart(10, '0')
      return pageOfSorted(call, `sessions of ${stored.data.id}`, sessions, position)
    },
  }),
  route({
    method: 'get',
    path: one,
    operationId: 'readSession',
    summary: 'Read a session, recorded or estimated, and the deadlines that depend on it',
    permission: 'read',
    query: noQuery,
    answer: Session.safeExtend({
      /** 0: not recorded, but estimated by the rules of the organisation. */
      version: z.int().min(0),
      basis: z.string(),
      dependents: z.array(DeadlineView),
    }),
    status: 200,
    async run(call) {
      const whole = await organisationOf(call)
      const { session, basis } = knownSession(call, whole)
      const dependents = await dependentsOf(call, whole.stored.data.id, session)
      return { status: 200, etag: etagOf(session.version), body: { ...session, basis, dependents } }
    },
  }),
  route({
    method: 'patch',
    path: one,
    operationId: 'changeSession',
    summary: 'Change a session; the dates that depend on it follow',
    permission: 'write',
    query: noQuery,
    body: Session,
    ifMatch: 'required',
    answer: KeptSession,
    status: 200,
    async run(call) {
      const { stored, session } = await sessionOf(call)
      requireMatch(call.ifMatch, etagOf(session.version))
      const { version, ...before } = session
      const input = patched(Session, before, call.body)
      if (input.ordinal !== session.ordinal)
        throw invalid('/ordinal', 'The number of a session does not change.')
      const isMoved =
        input.opensOn !== session.opensOn &&
        session.status === 'confirmed' &&
        !('status' in patchObject(call.body))
      const revised = { ...input, status: isMoved ? ('moved' as const) : input.status }
      if (changesBetween(before, revised).length === 0) return { ...answerOf(session), writes: [] }
      const after = { ...revised, version: version + 1 }
      return {
        ...answerOf(after),
        writes: await writeSession(by(call), stored, { before: session, after }),
        afterwards: () => wakeDependents(call.table, call.identity.workspaceId, stored.data.id, call.now),
      }
    },
  }),
  route({
    method: 'delete',
    path: one,
    operationId: 'removeSession',
    summary: 'Remove a session that was recorded by mistake; its date is estimated again',
    permission: 'write',
    query: noQuery,
    ifMatch: 'required',
    answer: KeptSession,
    status: 200,
    async run(call) {
      const { stored, session } = await sessionOf(call)
      requireMatch(call.ifMatch, etagOf(session.version))
      return {
        status: 200,
        body: session,
        writes: await writeSession(by(call), stored, { before: session, after: undefined }),
        afterwards: () => wakeDependents(call.table, call.identity.workspaceId, stored.data.id, call.now),
      }
    },
  }),
]

async function sessionOf(call: Call) {
  const whole = await organisationOf(call)
  const session = whole.sessions.find(({ ordinal }) => String(ordinal) === call.params.ordinal)
  if (session === undefined) throw notFound()
  return { ...whole, session }
}

/** The session as it is recorded, else as the rules of its organisation give it. */
function knownSession(call: Call, whole: WholeOrganisation) {
  const ordinal = SessionOrdinal.safeParse(Number(call.params.ordinal))
  const known = ordinal.success ? sessionAt(seriesOf(whole), ordinal.data) : undefined
  if (known === undefined || String(known.ordinal) !== call.params.ordinal) throw notFound()
  const { basis, closesBeforeNext: _, ...estimated } = known
  const recorded = whole.sessions.find((each) => each.ordinal === known.ordinal)
  return { session: recorded ?? { ...estimated, version: 0 }, basis }
}

function answerOf(session: KeptSession) {
  return { status: 200 as const, body: session, etag: etagOf(session.version) }
}
