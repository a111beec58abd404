import * as z from 'zod'
import { ChannelName } from '../channel/channel-name.ts'
import { RecordId, type WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys, wake } from '../table/keys.ts'
import type { Item, Key } from '../table/table.ts'
import { DueDate } from '../time/imprecise-day.ts'
import { Instant } from '../time/instant.ts'
import { Word } from './told.ts'

export const ReminderLabel = z.enum(['none', 'late', 'sent_again'])
export type ReminderLabel = z.output<typeof ReminderLabel>

/**
 * Why somebody is told: a lead was reached; it came inside a lead; its date has moved; it is theirs now; nobody has
 * acknowledged it; it did not reach whoever answers for it; who answers for it is away.
 */
export const ReminderReason = z.enum([
  'lead',
  'added',
  'moved',
  'handover',
  'escalation',
  'undelivered',
  'absence',
])
export type ReminderReason = z.output<typeof ReminderReason>

/** Deliveries that go out together: one mail for one person at one time. */
export const Group = z.strictObject({
  channel: ChannelName,
  recipient: z.string(),
  sendAt: Instant,
  label: ReminderLabel,
})
export type Group = z.output<typeof Group>

/** What became of a delivery. */
export const DeliveryState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('planned') }),
  z.strictObject({ state: z.literal('cancelled'), at: Instant, why: z.string() }),
  z.strictObject({ state: z.literal('sent'), at: Instant }),
  z.strictObject({ state: z.literal('held'), at: Instant, why: z.string() }),
  z.strictObject({ state: z.literal('failed'), at: Instant, why: z.string() }),
])
export type DeliveryState = z.output<typeof DeliveryState>

/** One reminder to one recipient by one channel in the ledger. */
export const Delivery = z.strictObject({
  id: z.string(),
  ...Group.shape,
  recordId: RecordId,
  deadlineKey: z.string(),
  seq: z.int().min(1),
  word: Word,
  reason: ReminderReason,
  /** The date that the recipient was told before. */
  previousDueOn: DueDate.nullable(),
  /** Who was away, where the recipient was told in their place. */
  inPlaceOf: z.string().nullable().default(null),
  createdAt: Instant,
  outcome: DeliveryState,
  /** The envelope that it is bound in. */
  envelopeSk: z.string().nullable(),
})
export type Delivery = z.output<typeof Delivery>

/** By e-mail the channel is left out. */
const Identity = z.tuple([
  z.string(),
  Instant,
  ReminderLabel,
  RecordId,
  z.string(),
  z.int(),
  ChannelName.default('email'),
])

/** An opaque id from which the key follows, within a workspace: no pointer has to be stored. */
export function deliveryId(
  delivery: Omit<
    Delivery,
    'id' | 'outcome' | 'envelopeSk' | 'word' | 'reason' | 'previousDueOn' | 'createdAt' | 'inPlaceOf'
  >,
): string {
  const { recipient, sendAt, label, recordId, deadlineKey, seq, channel } = delivery
  const identity = [recipient, sendAt, label, recordId, deadlineKey, seq]
  const whole = channel === 'email' ? identity : [...identity, channel]
  return Buffer.from(JSON.stringify(whole)).toString('base64url')
}

/** The key of the delivery with this id, or undefined where it cannot be the id of one. */
export function deliveryKey(workspaceId: WorkspaceId, id: string): Key | undefined {
  try {
    const text: unknown = JSON.parse(Buffer.from(id, 'base64url').toString())
    const [recipient, sendAt, label, recordId, deadlineKey, seq, channel] = Identity.parse(text)
    return keyOf(workspaceId, { channel, recipient, sendAt, label }, `${recordId}.${deadlineKey}#${seq}`)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

function keyOf(workspaceId: WorkspaceId, group: Group, tail: string): Key {
  return {
    pk: keys.outbox(workspaceId, group.recipient, group.channel),
    sk: `${deliveriesOf(group)}${tail}`,
  }
}

/** What the sort keys of a group's deliveries begin with. */
export function deliveriesOf({ sendAt, label }: Pick<Group, 'sendAt' | 'label'>): string {
  return `DELIVERY#${sendAt}#${label}#`
}

/**
 * The item of a delivery. A planned one that is bound in no envelope is woken at its sending time; every one stands
 * in the list of reminders at that time.
 */
export function deliveryItem(workspaceId: WorkspaceId, delivery: Delivery): Item {
  const key = keyOf(workspaceId, delivery, `${delivery.recordId}.${delivery.deadlineKey}#${delivery.seq}`)
  const { state } = delivery.outcome
  const waits = state === 'planned' && delivery.envelopeSk === null
  return {
    ...key,
    ...(waits ? wake(key.pk, delivery.sendAt) : {}),
    schema: 1,
    data: delivery,
    state,
    envelopeSk: delivery.envelopeSk ?? '',
    dueOf: indexPartitions.reminders(workspaceId),
    dueKey: `${delivery.sendAt}#${delivery.id}`,
  }
}
