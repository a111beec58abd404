import type { WorkspaceId } from '../identity/id.ts'
import { asRead, type StoredRecord } from '../record/record-store.ts'
import { ConditionFailed, type Key, type Table, type Write } from '../table/table.ts'
import type { Instant } from '../time/instant.ts'
import { Delivery, deliveryKey } from './delivery.ts'
import type { Plan } from './owed.ts'
import { wakeRecord } from './replan.ts'
import { type Told, toldId, toldItem } from './told.ts'

/**
 * Calls back what no longer holds and is not in an envelope yet; what is in one is validated once more before it is
 * sent. It is called back only if the record is as it was read, since by another version it may hold again; and the
 * record is woken with it, since cut off afterwards, nobody would look at it before its next lead.
 *
 * @param since since when the record is owed another look
 * @returns the told items that were called back, and the record, as they are then
 */
export async function callBack(
  table: Table,
  workspaceId: WorkspaceId,
  read: StoredRecord,
  plan: Plan,
  since: Instant,
  now: Instant,
): Promise<{ readonly cancelled: ReadonlyMap<string, Told>; readonly stored: StoredRecord }> {
  const cancelled = new Map<string, Told>()
  let stored = read
  for (const told of plan.obsolete) {
    const pendingId = told.pending?.deliveryId ?? ''
    const key = deliveryKey(workspaceId, pendingId)
    const item = key && (await table.get(key))
    if (key === undefined || item === undefined) continue
    const free = { ...told, pending: null }
    const why = plan.owed.some((each) => toldId(each) === toldId(told))
      ? 'Another reminder takes its place: the date has changed, or a nearer lead was reached.'
      : 'It no longer holds: the deadline has changed since it was planned.'
    const woken = crypto.randomUUID()
    try {
      await table.write([
        calledBack(key, Delivery.parse(item.data), now, why),
        {
          put: toldItem(workspaceId, stored.data.id, free),
          when: { seq: { is: told.seq }, pendingId: { is: pendingId } },
        },
        { ...wakeRecord(workspaceId, stored.data.id, since, woken), when: asRead(stored) },
      ])
      stored = { ...stored, woken }
      cancelled.set(toldId(told), free)
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
  return { cancelled, stored }
}

/** The write that cancels a planned delivery which no envelope holds. */
function calledBack(key: Key, delivery: Delivery, at: Instant, why: string): Write {
  const outcome = { state: 'cancelled' as const, at, why }
  return {
    update: key,
    set: { data: { ...delivery, outcome }, state: outcome.state },
    remove: ['wakeShard', 'wakeAt'],
    when: { state: { is: 'planned' }, envelopeSk: { is: '' } },
  }
}
