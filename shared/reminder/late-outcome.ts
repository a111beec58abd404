import type { WorkspaceId } from '../identity/id.ts'
import { keys } from '../table/keys.ts'
import type { Table } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { type Delivery, type DeliveryState, deliveryItem } from './delivery.ts'
import { wakeRecord } from './replan.ts'
import { Told, toldItem } from './told.ts'

/**
 * Writes what became known of a delivery after its envelope had ended: a mail that was sent has come back, or one that
 * was held has arrived. Its record is woken, so that others are told in the reader's place, or no more. Where a later
 * reminder is what the reader was told last, that stands.
 *
 * @throws ConditionFailed where something of it changed at the same moment: look again
 */
export async function writeLateOutcome(
  table: Table,
  workspaceId: WorkspaceId,
  delivery: Delivery,
  outcome: Extract<DeliveryState, { state: 'sent' | 'failed' }>,
  now: Instant,
): Promise<void> {
  const item = await table.get(keys.told(workspaceId, delivery.recordId, delivery))
  const told = item && Told.parse(item.data)
  const unreached = outcome.state === 'failed' ? outcome.why : null
  const isLast = told !== undefined && told.seq === delivery.seq
  await table.write([
    {
      put: deliveryItem(workspaceId, { ...delivery, outcome }),
      when: { state: { is: delivery.outcome.state } },
    },
    ...(isLast
      ? [
          {
            put: toldItem(workspaceId, delivery.recordId, { ...told, unreached }),
            when: { seq: { is: told.seq }, pendingId: { is: told.pending?.deliveryId ?? '' } },
          },
        ]
      : []),
    wakeRecord(workspaceId, delivery.recordId, now),
  ])
}
