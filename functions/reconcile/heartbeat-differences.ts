import { Heartbeat, nextHeartbeat } from '../../shared/heartbeat/heartbeat.ts'
import { loadHeartbeatMails } from '../../shared/heartbeat/heartbeat-mail-store.ts'
import { wakeHeartbeat } from '../../shared/heartbeat/heartbeat-wake.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import { envelopeKey } from '../../shared/reminder/envelope.ts'
import { keys, wake } from '../../shared/table/keys.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import { loadWorkspace } from '../../shared/workspace/workspace-store.ts'
import type { Difference } from './difference.ts'
import { isInIndex } from './in-index.ts'

/** Longer than what was refused for now waits for its next try. */
const graceSeconds = 5 * 3_600

/** A heartbeat that is on has to be in the index by its next hour, and each of its mails until it is settled. */
export async function* heartbeatDifferences(
  table: Table,
  workspaceId: WorkspaceId,
  now: Instant,
): AsyncGenerator<Difference> {
  const stored = await loadWorkspace(table, workspaceId)
  if (stored === undefined || stored.data.heartbeat === 'none') return
  const key = keys.heartbeat(workspaceId)
  const item = await table.get(key)
  const asleep: Difference = {
    kind: 'heartbeat_asleep',
    key,
    repair: [{ ...wakeHeartbeat(workspaceId, now), when: { wakeAt: asItIs(item?.wakeAt) } }],
  }
  if (item === undefined || !isInIndex(item)) return yield asleep
  const heartbeat = Heartbeat.safeParse(item.data)
  // Not planned yet, or not readable: either is the sweep's to find.
  if (!heartbeat.success) return
  const { toldThroughOn, last } = heartbeat.data
  const by = toldThroughOn === null ? now : nextHeartbeat(toldThroughOn, stored.data).sendAt
  // What is due is the sweep's, and it may be a while late.
  if (String(item.wakeAt) > plusSeconds(by, graceSeconds)) yield asleep
  for (const envelope of last === null ? [] : await loadHeartbeatMails(table, workspaceId, last)) {
    const at = envelopeKey(workspaceId, envelope)
    const mail = await table.get(at)
    if (mail === undefined || mail.settled === true) continue
    if (isInIndex(mail) && String(mail.wakeAt) <= plusSeconds(now, graceSeconds)) continue
    const when = { settled: { is: false }, claimUntil: { is: String(mail.claimUntil) } }
    yield { kind: 'envelope_asleep', key: at, repair: [{ update: at, set: wake(at.pk, now), when }] }
  }
}

function asItIs(wakeAt: unknown) {
  return wakeAt === undefined ? 'absent' : { is: String(wakeAt) }
}
