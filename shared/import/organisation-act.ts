import { whyUnreachable } from '../channel/target/target.ts'
import { changesBetween } from '../history/history.ts'
import { OrganisationId } from '../identity/id.ts'
import { Organisation } from '../organisation/organisation.ts'
import {
  recordOrganisation,
  reviseOrganisation,
  writeSession,
  writeSessions,
} from '../organisation/organisation-acts.ts'
import { KeptOrganisation, loadOrganisation } from '../organisation/organisation-store.ts'
import { Session } from '../organisation/session.ts'
import { sourceChanges } from '../session-source/kept-reading.ts'
import { KeptSource, SessionSource } from '../session-source/session-source.ts'
import { loadSource, sourceItem } from '../session-source/session-source-store.ts'
import { parsedBody, refusedAs, type StepAct, type StepCall, written } from './step-act.ts'

export async function organisationAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const id = OrganisationId.parse(await scope.idOf(step))
  const whole = await loadOrganisation(scope.parts.table, by.workspaceId, id)
  const { now: at } = by
  if (whole === undefined) {
    const given = parsedBody(Organisation, { ...step.fallbacks, ...body })
    const organisation = KeptOrganisation.parse({
      ...given,
      id,
      status: step.status,
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    return written('create', id, await recordOrganisation(by, organisation))
  }
  const { data } = whole.stored
  const { id: _, status: _s, version: _v, createdAt: _c, updatedAt: _u, ...before } = data
  const given = parsedBody(Organisation, step.merges ? { ...before, ...body } : body)
  const status = step.merges ? data.status : step.status
  const { writes } = await reviseOrganisation(by, whole.stored, { ...data, ...given, status }, 'imported')
  return written('update', id, writes)
}

export async function sessionAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const session = parsedBody(Session, body)
  const owner = await scope.meaningOf('organisation', step.of ?? '')
  if (!('id' in owner)) return refusedAs({ column: null, ...owner })
  const id = `${owner.id}/sessions/${session.ordinal}`
  const whole = await loadOrganisation(scope.parts.table, by.workspaceId, OrganisationId.parse(owner.id))
  if (whole === undefined) return { outcome: 'create', id, writes: [] }
  const before = whole.sessions.find(({ ordinal }) => ordinal === session.ordinal)
  if (before === undefined)
    return written(
      'create',
      id,
      await writeSession(by, whole.stored, { before, after: { ...session, version: 1 } }),
    )
  const { version, ...was } = before
  if (changesBetween(was, session).length === 0) return { outcome: 'unchanged', id }
  return written(
    'update',
    id,
    await writeSession(by, whole.stored, { before, after: { ...session, version: version + 1 } }),
  )
}

/** Where a body publishes its sessions. It is read by the next reading that is due, not now. */
export async function sourceAct({ scope, step, body, by }: StepCall): Promise<StepAct> {
  const given = parsedBody(SessionSource, body)
  const owner = await scope.meaningOf('organisation', step.of ?? '')
  if (!('id' in owner)) return refusedAs({ column: null, ...owner })
  const { table, workspaceId, personId } = scope.parts
  // Whether this machine may be reached is for what reads it to say: it looks again.
  const why = whyUnreachable(given.url, 'loopback_too')
  if (why !== undefined)
    return refusedAs({ column: '/url', reason: 'Nothing may be read there.', remedy: why })
  const organisationId = OrganisationId.parse(owner.id)
  const id = `${organisationId}/session-source`
  const whole = await loadOrganisation(table, workspaceId, organisationId)
  if (whole === undefined) return { outcome: 'create', id, writes: [] }
  const before = await loadSource(table, workspaceId, organisationId)
  const { now } = by
  const data = KeptSource.parse({
    ...(before?.data ?? {
      createdBy: personId,
      createdAt: now,
      lastReadAt: now,
      failing: null,
      inQuestion: 0,
    }),
    ...given,
    organisationId,
    version: (before?.data.version ?? 0) + 1,
    updatedAt: now,
    nextReadAt: now,
  })
  const changes = sourceChanges(before?.data, data)
  if (changes.length === 0) return { outcome: 'unchanged', id }
  const action = before === undefined ? 'calendar_set' : 'calendar_changed'
  const revision = before?.revision ?? 0
  const stored = { schema: 1 as const, data, etag: null, lastModified: null, revision: revision + 1 }
  const when = revision === 0 ? { pk: 'absent' as const } : { revision: { is: revision } }
  return written(before === undefined ? 'create' : 'update', id, [
    ...(await writeSessions(by, whole.stored, [], [{ action, about: 'calendar', changes }])),
    { put: sourceItem(workspaceId, stored), when },
  ])
}
