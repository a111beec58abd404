import type { ChannelId, WorkspaceId } from '../identity/id.ts'
import { ignoreConditionFailed } from '../reminder/replan.ts'
import type { Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { reviseChannel } from './channel-acts.ts'
import { loadChannel } from './channel-store.ts'

/**
 * Disables a channel whose target has said that it wants nothing more. Where somebody changed it at the same moment,
 * their change stands: the next answer says it again.
 */
export async function disableChannel(
  table: Table,
  workspaceId: WorkspaceId,
  id: ChannelId,
  why: string,
  now: Instant,
): Promise<void> {
  const stored = await loadChannel(table, workspaceId, id)
  if (stored === undefined || stored.data.status.state === 'disabled') return
  const at = { workspaceId, now, by: { kind: 'system' } } as const
  const status = { state: 'disabled', at: now, why } as const
  const { writes } = await reviseChannel(at, stored, { ...stored.data, status }, 'disabled')
  await table.write(writes).catch(ignoreConditionFailed)
}
