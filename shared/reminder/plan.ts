import { dueFrom } from '../deadline/due-from.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import type { RecordId, WorkspaceId } from '../identity/id.ts'
import { loadRecord, type WholeRecord } from '../record/record-store.ts'
import { indexPartitions, keys, wake } from '../table/keys.ts'
import {
  type Condition,
  ConditionFailed,
  type Key,
  maxWritesPerTransaction,
  type Table,
  type Write,
} from '../table/table.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { Delivery, deliveryId, deliveryItem, deliveryKey } from './delivery.ts'
import { type Owed, type Plan, planOf } from './owed.ts'
import { type Told, toldId, toldItem } from './told.ts'

/** How soon a record is looked at again where something on its way could not be called back. */
const recheckSeconds = 900

/**
 * Plans what is owed of one record: the word that each recipient is to be told, its delivery, and when the record
 * has to be looked at again, in one transaction. Where somebody else was faster, nothing is stored: the record is
 * still awake, and the next sweep compares anew.
 *
 * @returns how many deliveries were planned
 */
export async function planRecord(
  table: Table,
  workspaceId: WorkspaceId,
  id: RecordId,
  now: Instant,
  surroundings: (whole: WholeRecord) => Promise<Surroundings>,
): Promise<number> {
  const whole = await loadRecord(table, workspaceId, id)
  if (whole === undefined) return 0
  const around = await surroundings(whole)
  const plan = planOf({ ...whole, plannedThrough: whole.stored.plannedThrough }, around, now)
  const cancelled = await cancel(table, workspaceId, id, plan.obsolete, now)
  const blocked = new Set(plan.obsolete.filter((told) => !cancelled.has(toldId(told))).map(toldId))
  const owed = plan.owed.filter((each) => !blocked.has(toldId(each)))
  const nextWakeAt = blocked.size > 0 ? plusSeconds(now, recheckSeconds) : plan.nextWakeAt
  const words = owed.map((each) =>
    deliveryWrites(workspaceId, id, each, toldAfter(whole, cancelled, each), now),
  )
  const rest = recordWrite(workspaceId, whole, { ...plan, nextWakeAt }, dueFrom(whole, around, now), now)
  try {
    for (const chunk of chunks(words, rest)) await table.write(chunk)
    return owed.length
  } catch (error) {
    if (error instanceof ConditionFailed) return 0
    throw error
  }
}

/**
 * Calls back what no longer holds and is not in an envelope yet. The told items that were called back are returned,
 * as they are then; what is in an envelope is validated once more before it is sent.
 */
async function cancel(
  table: Table,
  workspaceId: WorkspaceId,
  recordId: RecordId,
  obsolete: readonly Told[],
  now: Instant,
): Promise<ReadonlyMap<string, Told>> {
  const cancelled = new Map<string, Told>()
  for (const told of obsolete) {
    const pendingId = told.pending?.deliveryId ?? ''
    const key = deliveryKey(workspaceId, pendingId)
    const item = key && (await table.get(key))
    if (key === undefined || item === undefined) continue
    const free = { ...told, pending: null }
    const why = 'It no longer holds: the deadline has changed since it was planned.'
    try {
      await table.write([
        calledBack(key, Delivery.parse(item.data), now, why),
        {
          put: toldItem(workspaceId, recordId, free),
          when: { seq: { is: told.seq }, pendingId: { is: pendingId } },
        },
      ])
      cancelled.set(toldId(told), free)
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
  return cancelled
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

function toldAfter(whole: WholeRecord, cancelled: ReadonlyMap<string, Told>, owed: Owed): Told | undefined {
  return cancelled.get(toldId(owed)) ?? whole.told.get(toldId(owed))
}

/** The word and its delivery; and, cancelled from the start, those that a silence swallowed. */
function deliveryWrites(
  workspaceId: WorkspaceId,
  recordId: RecordId,
  owed: Owed,
  told: Told | undefined,
  now: Instant,
): Write[] {
  const { deadlineKey, recipient, word, reason, label, sendAt, previousDueOn } = owed
  const first = (told?.seq ?? 0) + 1
  const seq = first + owed.replaces.length
  const base = {
    channel: 'email',
    recipient,
    recordId,
    deadlineKey,
    reason,
    previousDueOn,
    createdAt: now,
    envelopeSk: null,
  } as const
  const withId = (delivery: Omit<Delivery, 'id'>): Delivery => ({ ...delivery, id: deliveryId(delivery) })
  const sent = withId({ ...base, sendAt, label, seq, word, outcome: { state: 'planned' } })
  const why = `Replaced by the reminder of ${word.leadDays} days, which is nearer: nothing was sent for a while.`
  const swallowed = owed.replaces.map((leadDays, n) =>
    withId({
      ...base,
      sendAt,
      label,
      seq: first + n,
      word: { ...word, leadDays },
      outcome: { state: 'cancelled', at: now, why },
    }),
  )
  const next: Told = {
    deadlineKey,
    recipient,
    seq,
    lastTold: told?.lastTold ?? null,
    pending: { deliveryId: sent.id, word },
  }
  const unchanged: Condition =
    told === undefined
      ? { pk: 'absent' }
      : { seq: { is: told.seq }, pendingId: { is: told.pending?.deliveryId ?? '' } }
  return [
    { put: toldItem(workspaceId, recordId, next), when: unchanged },
    ...[...swallowed, sent].map((delivery) => ({
      put: deliveryItem(workspaceId, delivery),
      when: { pk: 'absent' } as const,
    })),
  ]
}

/** The record as it rests until the next look, if nothing has woken or changed it since it was read. */
function recordWrite(
  workspaceId: WorkspaceId,
  { stored }: WholeRecord,
  plan: Plan,
  due: string | undefined,
  now: Instant,
): Write {
  const key = keys.record(workspaceId, stored.data.id)
  const index = { dueFrom: due, dueOf: indexPartitions.due(workspaceId), dueKey: `${due}#${stored.data.id}` }
  const gone = due === undefined ? ['dueFrom', 'dueOf', 'dueKey'] : []
  const asleep = plan.nextWakeAt === undefined ? ['wakeShard', 'wakeAt'] : []
  return {
    update: key,
    set: {
      plannedThrough: now,
      ...(due === undefined ? {} : index),
      ...(plan.nextWakeAt === undefined ? {} : wake(key.pk, plan.nextWakeAt)),
    },
    remove: [...gone, ...asleep],
    when: {
      revision: { is: stored.revision },
      plannedThrough: { is: stored.plannedThrough },
      woken: stored.woken === undefined ? 'absent' : { is: stored.woken },
    },
  }
}

/**
 * The writes in transactions. Where one holds them all, the plan is atomic. Where it does not, each word goes with
 * its delivery, and the record's own write comes last: cut off before it, the next sweep goes on.
 */
function chunks(words: readonly (readonly Write[])[], rest: Write): Write[][] {
  const transactions: Write[][] = [[]]
  for (const word of [...words, [rest]]) {
    const current = transactions.at(-1) ?? []
    if (current.length + word.length > maxWritesPerTransaction) transactions.push([...word])
    else current.push(...word)
  }
  return transactions
}
