import type { WorkspaceId } from '../../shared/identity/id.ts'
import type { WholeRecord } from '../../shared/record/record-store.ts'
import { Delivery, deliveryKey } from '../../shared/reminder/delivery.ts'
import { wakeRecord } from '../../shared/reminder/replan.ts'
import { saysMore, type Told, toldItem } from '../../shared/reminder/told.ts'
import { keys } from '../../shared/table/keys.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import type { Difference } from './difference.ts'
import { plannedDifferences } from './planned-differences.ts'

/**
 * What is said to be on its way, and has no delivery that is, or one that nobody would send. Nothing further would be
 * told to that recipient of that deadline, ever: so the first is taken back, and what is owed is compared anew; the
 * second is woken.
 */
export async function pendingDifferences(
  table: Table,
  workspaceId: WorkspaceId,
  { record, told }: WholeRecord,
  now: Instant,
): Promise<Difference[]> {
  const found: Difference[] = []
  for (const each of told.values()) {
    if (each.pending === null) continue
    const key = deliveryKey(workspaceId, each.pending.deliveryId)
    const item = key && (await table.get(key))
    const delivery = item && Delivery.parse(item.data)
    if (item !== undefined && delivery?.outcome.state === 'planned') {
      // The outbox is looked through for some weeks back alone: what nobody would send is found here however old it is.
      found.push(...(await plannedDifferences(table, workspaceId, item, now)))
      continue
    }
    const free = { ...each, lastTold: knownAfter(each, delivery), pending: null }
    found.push({
      kind: 'pending_without_delivery',
      key: keys.told(workspaceId, record.id, each),
      repair: [
        {
          put: toldItem(workspaceId, record.id, free),
          when: { seq: { is: each.seq }, pendingId: { is: each.pending.deliveryId } },
        },
        wakeRecord(workspaceId, record.id, now),
      ],
    })
  }
  return found
}

/** What the recipient knows: what was sent, or is shown to everybody as held or failed, counts. */
function knownAfter({ lastTold }: Told, delivery: Delivery | undefined): Told['lastTold'] {
  if (delivery === undefined || delivery.outcome.state === 'cancelled') return lastTold
  return saysMore(delivery.word, lastTold) ? delivery.word : lastTold
}
