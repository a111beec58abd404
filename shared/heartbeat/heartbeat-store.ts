import type { WorkspaceId } from '../identity/id.ts'
import { ignoreConditionFailed } from '../reminder/replan.ts'
import { keys, wake } from '../table/keys.ts'
import type { Table } from '../table/table.ts'
import { Instant } from '../time/instant.ts'
import { loadWorkspace } from '../workspace/workspace-store.ts'
import { dueHeartbeat, Heartbeat, nextHeartbeat, noHeartbeat, toldThrough } from './heartbeat.ts'
import { mailsOf } from './heartbeat-mail-store.ts'

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
