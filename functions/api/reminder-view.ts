import * as z from 'zod'
import { ChannelName } from '../../shared/channel/channel-name.ts'
import { type Delivery, ReminderLabel, ReminderReason } from '../../shared/reminder/delivery.ts'
import { Attempt, type Envelope } from '../../shared/reminder/envelope.ts'
import type { PlannedReminder } from '../../shared/reminder/planned.ts'
import { ProviderEvent } from '../../shared/reminder/provider-event.ts'
import { Instant } from '../../shared/time/instant.ts'

export const ReminderState = z.enum(['planned', 'sent', 'held', 'failed', 'cancelled'])
export type ReminderState = z.output<typeof ReminderState>

/** A reminder as the API shows it: one that is in the ledger, or one that will be if nothing changes. */
export const ReminderView = z.object({
  /** Null: not in the ledger yet. */
  deliveryId: z.string().nullable(),
  deadlineId: z.string(),
  /** Null: no lead was reached, it says that the date has moved. */
  leadDays: z.number().nullable(),
  channel: ChannelName,
  /** A person's id, an address without an account, or a channel. */
  recipient: z.string(),
  /** Who is away, where the recipient is told in their place: a person's id. */
  inPlaceOf: z.string().nullable(),
  sendAt: Instant,
  state: ReminderState,
  label: ReminderLabel,
  reason: ReminderReason.nullable(),
  /** Why it was cancelled, is held, or has failed. */
  why: z.string().nullable(),
  attempts: z.array(Attempt.extend({ events: z.array(ProviderEvent.omit({ id: true })) })),
})
export type ReminderView = z.output<typeof ReminderView>

export function reminderView(planned: PlannedReminder): ReminderView {
  const rest = { state: 'planned', label: 'none', reason: null, why: null, attempts: [] } as const
  return { deliveryId: null, ...planned, ...rest, attempts: [] }
}

export function deliveryView(delivery: Delivery, envelope: Envelope | undefined): ReminderView {
  const { id, recordId, deadlineKey, word, channel, recipient, sendAt, label, reason, outcome, inPlaceOf } =
    delivery
  return {
    deliveryId: id,
    deadlineId: `${recordId}.${deadlineKey}`,
    leadDays: word.leadDays,
    channel,
    recipient,
    inPlaceOf,
    sendAt,
    state: outcome.state,
    label,
    reason,
    why: 'why' in outcome ? outcome.why : null,
    attempts: envelope === undefined ? [] : attemptsOf(envelope),
  }
}

/** Each try with what the provider has told of it later; what names no try stands with the last one. */
function attemptsOf({ attempts, events }: Envelope): ReminderView['attempts'] {
  const tryOf = ({ providerId }: ProviderEvent) => {
    const known = attempts.findIndex(({ detail }) => detail !== null && detail === providerId)
    return known < 0 ? attempts.length - 1 : known
  }
  return attempts.map((attempt, n) => ({
    ...attempt,
    events: events.filter((event) => tryOf(event) === n).map(({ id: _, ...event }) => event),
  }))
}
