import { Refusal } from '../errors/refusal.ts'
import type { WorkspaceId } from '../identity/id.ts'
import { keys } from '../table/keys.ts'
import type { Table, Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { type Delivery, deliveryId, deliveryItem } from './delivery.ts'
import { Told, toldItem } from './told.ts'

/**
 * Sends once more, by a person's word, what is held or has failed. Where the first copy may have arrived, the second
 * says so.
 * @throws Refusal conflict where it is on its way, was sent, or was cancelled
 */
export async function resend(
  table: Table,
  workspaceId: WorkspaceId,
  delivery: Delivery,
  now: Instant,
): Promise<{ readonly delivery: Delivery; readonly writes: readonly Write[] }> {
  const { state } = delivery.outcome
  if (state !== 'held' && state !== 'failed')
    throw new Refusal(
      'conflict',
      `This reminder is ${state}. Only one that is held or has failed can be sent again.`,
    )
  const item = await table.get(keys.told(workspaceId, delivery.recordId, delivery))
  const told = item && Told.parse(item.data)
  if (told === undefined || told.pending !== null)
    throw new Refusal('conflict', 'Another reminder of this deadline is on its way to this recipient.')
  const again: Omit<Delivery, 'id'> = {
    ...delivery,
    seq: told.seq + 1,
    sendAt: now,
    label: state === 'held' ? 'sent_again' : 'none',
    createdAt: now,
    outcome: { state: 'planned' },
    envelopeSk: null,
  }
  const next = { ...again, id: deliveryId(again) }
  const pending = { deliveryId: next.id, word: next.word, sendAt: now, by: 'person' } as const
  return {
    delivery: next,
    writes: [
      {
        put: toldItem(workspaceId, delivery.recordId, { ...told, seq: next.seq, pending }),
        when: { seq: { is: told.seq }, pendingId: { is: '' } },
      },
      { put: deliveryItem(workspaceId, next), when: { pk: 'absent' } },
    ],
  }
}
