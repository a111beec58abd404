import * as z from 'zod'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import { Delivery, deliveryItem } from '../../shared/reminder/delivery.ts'
import { Envelope, envelopeItem } from '../../shared/reminder/envelope.ts'
import { Told, toldItem } from '../../shared/reminder/told.ts'
import { indexPartitions, keys, wake } from '../../shared/table/keys.ts'
import { all, type Item, type Table, type Write } from '../../shared/table/table.ts'
import { type Instant, later, plusSeconds } from '../../shared/time/instant.ts'
import type { Difference } from './difference.ts'
import { isInIndex } from './record-differences.ts'

/** How far back planned deliveries are looked for: what is older has been found by many reconciles before. */
const backSeconds = 45 * 86_400
const aheadSeconds = 7 * 86_400
/** So long after its hour, a delivery or an envelope may rest: whoever holds it, or the queue, has it for a while. */
const graceSeconds = 3_600
/** So many items are read at a time. */
const batch = 100

/** What waits in the outbox of a workspace and nobody will look at. */
export async function* outboxDifferences(
  table: Table,
  workspaceId: WorkspaceId,
  now: Instant,
): AsyncGenerator<Difference> {
  const range = {
    index: 'byDue' as const,
    partition: indexPartitions.reminders(workspaceId),
    from: plusSeconds(now, -backSeconds),
    to: plusSeconds(now, aheadSeconds),
    limit: batch,
  }
  let page = await table.query(range)
  for (;;) {
    const items = await table.getMany(page.items.map(({ pk, sk }) => ({ pk, sk })))
    for (const item of items.filter(({ state }) => state === 'planned'))
      yield* await planned(table, workspaceId, item, now).catch((error: unknown) => unreadable(item, error))
    if (page.next === undefined) break
    page = await table.query({ ...range, after: page.next })
  }
  yield* replanDifferences(table, workspaceId, now)
}

async function planned(
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

/** What cannot be read is nobody's to mend here, and holds up nothing. */
function unreadable({ pk, sk }: Item, error: unknown): Difference[] {
  if (!(error instanceof z.ZodError)) throw error
  return [{ kind: 'unreadable', key: { pk, sk }, repair: [] }]
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

/** The walk over what depends on something that changed has to be in the index, or it ends where it stands. */
async function* replanDifferences(
  table: Table,
  workspaceId: WorkspaceId,
  now: Instant,
): AsyncGenerator<Difference> {
  for await (const marker of all(table, replansOf(workspaceId))) {
    if (isInIndex(marker)) continue
    const { pk, sk, nonce } = marker
    const repair = [{ update: { pk, sk }, set: wake(pk, now), when: { nonce: { is: String(nonce) } } }]
    yield { kind: 'replan_asleep', key: { pk, sk }, repair }
  }
}

/** The walks of a workspace that are under way. */
export function replansOf(workspaceId: WorkspaceId) {
  return { partition: keys.replan(workspaceId, '').pk }
}
