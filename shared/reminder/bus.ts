import type { PutEntries } from '../aws/event-bus.ts'
import type { WebhookDue } from '../webhook/webhook-message.ts'
import type { GroupMessage } from './group.ts'

/** What the rule to the delivery's queue matches. */
export const reminderDue = { source: 'servanda', detailType: 'ReminderDue' } as const

/** What the rule to the queue of webhook calls matches. */
export const webhookDue = { source: 'servanda', detailType: 'WebhookDue' } as const

/** Puts messages on the bus, and answers with those that it took. */
export function putReminders(
  bus: PutEntries,
  messages: readonly GroupMessage[],
): Promise<readonly GroupMessage[]> {
  return taken(bus, reminderDue, messages)
}

/** As `putReminders`, for calls of webhooks. */
export function putWebhookCalls(
  bus: PutEntries,
  calls: readonly WebhookDue[],
): Promise<readonly WebhookDue[]> {
  return taken(bus, webhookDue, calls)
}

async function taken<Message>(
  bus: PutEntries,
  as: { readonly source: string; readonly detailType: string },
  messages: readonly Message[],
): Promise<readonly Message[]> {
  const isTaken = await bus(messages.map((detail) => ({ ...as, detail })))
  return messages.filter((_, at) => isTaken[at])
}
