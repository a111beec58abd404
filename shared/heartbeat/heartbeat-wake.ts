import type { WorkspaceId } from '../identity/id.ts'
import { keys, wake } from '../table/keys.ts'
import type { Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'

/** Has the heartbeat of a workspace looked at again: when it is next may have changed, or whether it is on. */
export function wakeHeartbeat(workspaceId: WorkspaceId, now: Instant): Write {
  const key = keys.heartbeat(workspaceId)
  return { update: key, set: wake(key.pk, now) }
}
