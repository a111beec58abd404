import { PersonId, type WorkspaceId } from '../identity/id.ts'
import { peopleOf } from '../person/person-store.ts'
import { Envelope, envelopeItem, envelopeKey } from '../reminder/envelope.ts'
import { ignoreConditionFailed } from '../reminder/replan.ts'
import { keys, wake } from '../table/keys.ts'
import { maxWritesPerTransaction, type Table, type Write } from '../table/table.ts'
import { Instant } from '../time/instant.ts'
import { loadWorkspace } from '../workspace/workspace-store.ts'
import {
  dueHeartbeat,
  Heartbeat,
  type HeartbeatMail,
  nextHeartbeat,
  noHeartbeat,
  toldThrough,
} from './heartbeat.ts'

/** So many administrators are told: their mails are written in one transaction, with what says so. */
export const mostAdministrators = maxWritesPerTransaction - 1

export async function loadHeartbeat(table: Table, workspaceId: WorkspaceId): Promise<Heartbeat> {
  const item = await table.get(keys.heartbeat(workspaceId))
  return item?.data === undefined ? noHeartbeat : Heartbeat.parse(item.data)
}

/**
 * Writes the mail of each administrator where the month's hour has come, and when the next one comes, in one
 * transaction: cut off, nothing of it is there; done twice at once, it is there once.
 */
export async function planHeartbeat(table: Table, workspaceId: WorkspaceId, now: Instant): Promise<void> {
  const key = keys.heartbeat(workspaceId)
  const item = await table.get(key)
  const stored = await loadWorkspace(table, workspaceId)
  if (stored === undefined || item?.wakeAt === undefined || String(item.wakeAt) > now) return
  const workspace = stored.data
  const stands = item.data === undefined ? noHeartbeat : Heartbeat.parse(item.data)
  const when = { wakeAt: { is: String(item.wakeAt) } }
  if (workspace.heartbeat === 'none') {
    const data: Heartbeat = { ...stands, isOff: true }
    const off = { update: key, set: { schema: 1, data }, remove: ['wakeAt', 'wakeShard'], when }
    return table.write([off]).catch(ignoreConditionFailed)
  }
  // Where it was turned on before a silence, it counts from then.
  const throughOn = toldThrough(stands, workspace, Instant.parse(item.wakeAt))
  const due = dueHeartbeat(throughOn, workspace, now)
  const toldThroughOn = due?.endsOn ?? throughOn
  const data: Heartbeat = { toldThroughOn, isOff: false, last: due ?? stands.last }
  const { sendAt } = nextHeartbeat(toldThroughOn, workspace)
  const set = { schema: 1, data, ...wake(key.pk, sendAt) }
  const mails = due === undefined ? [] : await mailsOf(table, workspaceId, due, now)
  await table.write([{ update: key, set, when }, ...mails]).catch(ignoreConditionFailed)
}

/** The mails of a heartbeat that was planned, to whoever administered the workspace then and does now. */
export async function loadHeartbeatMails(
  table: Table,
  workspaceId: WorkspaceId,
  mail: HeartbeatMail,
): Promise<readonly (Envelope & { readonly recipient: PersonId })[]> {
  const administrators = await administratorsOf(table, workspaceId)
  const wanted = administrators.map(({ id }) => envelopeKey(workspaceId, envelopeOf(mail, id, mail.sendAt)))
  const items = await table.getMany(wanted)
  return items.map(({ data }) => {
    const envelope = Envelope.parse(data)
    return { ...envelope, recipient: PersonId.parse(envelope.recipient) }
  })
}

/** Everybody who administers the workspace now. */
export async function administratorsOf(table: Table, workspaceId: WorkspaceId) {
  const people = await peopleOf(table, workspaceId)
  return people
    .map(({ data }) => data)
    .filter(({ role, status }) => role === 'administrator' && status === 'active')
    .slice(0, mostAdministrators)
}

async function mailsOf(
  table: Table,
  workspaceId: WorkspaceId,
  mail: HeartbeatMail,
  now: Instant,
): Promise<Write[]> {
  const claim = { nonce: 'nobody', until: mail.sendAt }
  const administrators = await administratorsOf(table, workspaceId)
  return administrators.map(({ id }) => ({
    put: envelopeItem(workspaceId, envelopeOf(mail, id, now), claim),
    when: { pk: 'absent' } as const,
  }))
}

/** Closed from the start: nothing joins it. */
function envelopeOf(
  { startsOn, endsOn, sendAt, label }: HeartbeatMail,
  recipient: PersonId,
  createdAt: Instant,
): Envelope {
  return {
    channel: 'email',
    recipient,
    sendAt,
    label,
    n: 1,
    heartbeat: { startsOn, endsOn },
    createdAt,
    status: { state: 'closed' },
    attempts: [],
    events: [],
    settled: false,
  }
}
