import { dueFrom } from '../deadline/due-from.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import type { RecordId, WorkspaceId } from '../identity/id.ts'
import {
  asRead,
  loadRecord,
  quietThrough,
  type StoredRecord,
  toldStateOf,
  type WholeRecord,
} from '../record/record-store.ts'
import { indexPartitions, keys, wake } from '../table/keys.ts'
import {
  type Condition,
  ConditionFailed,
  maxWritesPerTransaction,
  type Table,
  type Write,
} from '../table/table.ts'
import { earlier, type Instant, later, plusSeconds } from '../time/instant.ts'
import { callBack } from './call-back.ts'
import { type Delivery, deliveryId, deliveryItem } from './delivery.ts'
import { type Plan, planOf } from './owed.ts'
import type { Owed } from './owed-message.ts'
import { type Told, toldId, toldItem } from './told.ts'

/** How soon a record is looked at again where something on its way could not be called back. */
const recheckSeconds = 900

/**
 * Plans what is owed of one record: the word that each recipient is to be told, its delivery, and when the record
 * has to be looked at again, in one transaction. Where somebody else was faster, nothing is stored: the record is
 * still awake, and the next sweep compares anew.
 *
 * @param doubtfulUntil up to when a table that this one was restored from may have sent what is owed
 * @returns how many deliveries were planned
 */
export async function planRecord(
  table: Table,
  workspaceId: WorkspaceId,
  id: RecordId,
  at: Instant,
  surroundings: (whole: WholeRecord) => Promise<Surroundings>,
  doubtfulUntil: Instant | null = null,
): Promise<number> {
  const whole = await loadRecord(table, workspaceId, id)
  if (whole === undefined) return 0
  const around = await surroundings(whole)
  // By a clock that is behind the last planner's, what that one has planned would not be reached yet.
  const now = later(at, whole.stored.plannedThrough)
  const quiet = quietThrough(whole.stored)
  const plan = planOf(toldStateOf(whole), around, now)
  const { cancelled, stored } = await callBack(
    table,
    workspaceId,
    whole.stored,
    plan,
    earlier(quiet, now),
    now,
  )
  const blocked = new Set(plan.obsolete.filter((told) => !cancelled.has(toldId(told))).map(toldId))
  const isDoubtful = doubtfulUntil !== null && whole.stored.plannedThrough <= doubtfulUntil
  const owed = plan.owed
    .filter((each) => !blocked.has(toldId(each)))
    .map((each) => (isDoubtful ? perhapsKnown(each, doubtfulUntil) : each))
  const rest = blocked.size > 0 ? untilRecheck(plan, quiet, now) : { ...plan, restsUntil: plan.nextWakeAt }
  const words = owed.map((each) =>
    deliveryWrites(workspaceId, id, each, toldAfter(whole, cancelled, each), now),
  )
  const last = recordWrite(workspaceId, stored, rest, dueFrom(whole, around, now), now)
  try {
    for (const chunk of chunks(words, unchanged(workspaceId, stored), last)) await table.write(chunk)
    return owed.length
  } catch (error) {
    if (error instanceof ConditionFailed) return 0
    throw error
  }
}

/**
 * The rest of a record of which something is in an envelope that no longer holds. What takes its place is not planned
 * yet, so it stays owed since when it was.
 */
function untilRecheck({ nextWakeAt }: Plan, quiet: Instant, now: Instant): Rest {
  const recheckAt = plusSeconds(now, recheckSeconds)
  const isSooner = nextWakeAt !== undefined && nextWakeAt < recheckAt
  return { nextWakeAt: isSooner ? nextWakeAt : recheckAt, restsUntil: quiet }
}

function toldAfter(whole: WholeRecord, cancelled: ReadonlyMap<string, Told>, owed: Owed): Told | undefined {
  return cancelled.get(toldId(owed)) ?? whole.told.get(toldId(owed))
}

/** What should have gone out before a restored table was released may have gone out of the one it was made of. */
function perhapsKnown(owed: Owed, doubtfulUntil: Instant): Owed {
  const isPast = owed.label === 'late' || owed.sendAt <= doubtfulUntil
  return isPast ? { ...owed, label: 'sent_again' } : owed
}

/** The word and its delivery; and, cancelled from the start, those that a silence swallowed. */
function deliveryWrites(
  workspaceId: WorkspaceId,
  recordId: RecordId,
  owed: Owed,
  told: Told | undefined,
  now: Instant,
): Write[] {
  const { deadlineKey, recipient, channel, word, reason, label, sendAt, previousDueOn, inPlaceOf } = owed
  const first = (told?.seq ?? 0) + 1
  const seq = first + owed.replaces.length
  const base = {
    channel,
    recipient,
    recordId,
    deadlineKey,
    reason,
    previousDueOn,
    inPlaceOf,
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
    channel,
    seq,
    lastTold: owed.lastTold,
    pending: { deliveryId: sent.id, word, sendAt, by: 'plan' },
    unreached: told?.unreached ?? null,
  }
  const asItWas: Condition =
    told === undefined
      ? { pk: 'absent' }
      : { seq: { is: told.seq }, pendingId: { is: told.pending?.deliveryId ?? '' } }
  return [
    { put: toldItem(workspaceId, recordId, next), when: asItWas },
    ...[...swallowed, sent].map((delivery) => ({
      put: deliveryItem(workspaceId, delivery),
      when: { pk: 'absent' } as const,
    })),
  ]
}

/** The record as it rests until the next look, if nothing has woken or changed it since it was read. */
function recordWrite(
  workspaceId: WorkspaceId,
  stored: StoredRecord,
  rest: Rest,
  due: string | undefined,
  now: Instant,
): Write {
  const key = keys.record(workspaceId, stored.data.id)
  const index = { dueFrom: due, dueOf: indexPartitions.due(workspaceId), dueKey: `${due}#${stored.data.id}` }
  const gone = due === undefined ? ['dueFrom', 'dueOf', 'dueKey'] : []
  const asleep = rest.nextWakeAt === undefined ? ['wakeShard', 'wakeAt', 'restsUntil'] : []
  return {
    update: key,
    set: {
      plannedThrough: now,
      ...(due === undefined ? {} : index),
      ...(rest.nextWakeAt === undefined
        ? {}
        : { ...wake(key.pk, rest.nextWakeAt), restsUntil: rest.restsUntil }),
    },
    remove: [...gone, ...asleep],
    when: asRead(stored),
  }
}

function unchanged(workspaceId: WorkspaceId, stored: StoredRecord): Write {
  return { check: keys.record(workspaceId, stored.data.id), when: asRead(stored) }
}

/** When a record is looked at again, and up to when nothing is owed until then; or never. */
type Rest = { readonly nextWakeAt: Instant | undefined; readonly restsUntil: Instant | undefined }

/**
 * The writes in transactions. Where one holds them all, the plan is atomic. Where it does not, each word goes with
 * its delivery while the record is as it was, and the record's own write comes last: cut off before it, the next
 * sweep goes on.
 */
function chunks(words: readonly (readonly Write[])[], check: Write, last: Write): Write[][] {
  const transactions: Write[][] = [[]]
  for (const word of words) {
    const current = transactions.at(-1) ?? []
    if (current.length + word.length >= maxWritesPerTransaction) transactions.push([...word])
    else current.push(...word)
  }
  return transactions.map((writes, n) => [...writes, n === transactions.length - 1 ? last : check])
}
