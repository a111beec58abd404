import type { WorkspaceId } from '../../shared/identity/id.ts'
import { Delivery, deliveryItem } from '../../shared/reminder/delivery.ts'
import { Envelope, envelopeItem } from '../../shared/reminder/envelope.ts'
import { Told, toldItem } from '../../shared/reminder/told.ts'
import { keys, wake } from '../../shared/table/keys.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import { type Instant, later, plusSeconds } from '../../shared/time/instant.ts'
import type { Difference } from './difference.ts'
import { isInIndex } from './in-index.ts'

/** So long after its hour, a delivery or an envelope may rest: whoever holds it, or the queue, has it for a while. */
const graceSeconds = 3_600

/** A delivery that is on its way, by itself or in an envelope, has to be looked at when its time comes. */
export async function plannedDifferences(
  table: Table,
  workspaceId: WorkspaceId,
  item: Item,
  now: Instant,
): Promise<Difference[]> {
  const delivery = Delivery.parse(item.data)
  const { pk, sk } = item
  if (delivery.envelopeSk === null) {
    if (isAwake(item, later(now, delivery.sendAt))) return []
    const put = deliveryItem(workspaceId, delivery)
    const when = { state: { is: 'planned' }, envelopeSk: { is: '' } }
    return [{ kind: 'delivery_asleep', key: { pk, sk }, repair: [{ put, when }] }]
  }
  const envelope = await table.get({ pk, sk: delivery.envelopeSk })
  // What has ended is written to the members first: one that is still planned now was left out.
  const isStill = (await table.get({ pk, sk }))?.state === 'planned'
  if (!isStill) return []
  if (envelope === undefined) return [await lost(table, workspaceId, delivery, { pk, sk }, now)]
  const { settled, claimUntil } = envelope
  const key = { pk, sk: envelope.sk }
  if (settled === true) {
    const data = { ...Envelope.parse(envelope.data), settled: false }
    const put = envelopeItem(workspaceId, data, { nonce: 'nobody', until: now })
    const when = { settled: { is: true }, state: { is: data.status.state } }
    return [{ kind: 'envelope_unsettled', key, repair: [{ put, when }] }]
  }
  if (isAwake(envelope, now)) return []
  const when = { settled: { is: false }, claimUntil: { is: String(claimUntil) } }
  const repair = [{ update: key, set: wake(pk, now), when }]
  return [{ kind: 'envelope_asleep', key, repair }]
}

function isAwake(item: Item, by: Instant): boolean {
  // A refusal for now is tried again after four hours at the latest.
  return isInIndex(item) && String(item.wakeAt) <= plusSeconds(by, 4 * 3_600 + graceSeconds)
}

/** Its envelope is gone, and with it whether it was sent: so a person has to look. */
async function lost(
  table: Table,
  workspaceId: WorkspaceId,
  delivery: Delivery,
  key: Difference['key'],
  now: Instant,
): Promise<Difference> {
  const why = 'Nobody can say whether it arrived: its envelope is not there any more.'
  const outcome = { state: 'held', at: now, why } as const
  const item = await table.get(keys.told(workspaceId, delivery.recordId, delivery))
  const told = item && Told.parse(item.data)
  const free: Write[] =
    told?.pending?.deliveryId === delivery.id
      ? [
          {
            put: toldItem(workspaceId, delivery.recordId, {
              ...told,
              lastTold: delivery.word,
              pending: null,
            }),
            when: { pendingId: { is: delivery.id } },
          },
        ]
      : []
  const put = deliveryItem(workspaceId, { ...delivery, outcome })
  return { kind: 'envelope_missing', key, repair: [{ put, when: { state: { is: 'planned' } } }, ...free] }
}
