import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { WebhookDue } from '../webhook/webhook-message.ts'
import type { GroupMessage } from './group.ts'

/** What the rule to the delivery's queue matches. */
export const reminderDue = { source: 'servanda', detailType: 'ReminderDue' } as const

/** The most entries that PutEvents takes: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const mostEntries = 10

/** What the rule to the queue of webhook calls matches. */
export const webhookDue = { source: 'servanda', detailType: 'WebhookDue' } as const

/** Puts messages on the bus, and answers with those that it took. */
export function putReminders(
  client: EventBridgeClient,
  busName: string,
  messages: readonly GroupMessage[],
): Promise<readonly GroupMessage[]> {
  return putEvents(client, busName, reminderDue, messages)
}

/** As `putReminders`, for calls of webhooks. */
export function putWebhookCalls(
  client: EventBridgeClient,
  busName: string,
  calls: readonly WebhookDue[],
): Promise<readonly WebhookDue[]> {
  return putEvents(client, busName, webhookDue, calls)
}

/** PutEvents may take some entries and refuse others. */
async function putEvents<Message>(
  client: EventBridgeClient,
  busName: string,
  as: { readonly source: string; readonly detailType: string },
  messages: readonly Message[],
): Promise<readonly Message[]> {
  const taken: Message[] = []
  for (let at = 0; at < messages.length; at += mostEntries) {
    const chunk = messages.slice(at, at + mostEntries)
    const { Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: chunk.map((message) => ({
          EventBusName: busName,
          Source: as.source,
          DetailType: as.detailType,
          Detail: JSON.stringify(message),
        })),
      }),
    )
    taken.push(...chunk.filter((_, index) => Entries[index]?.EventId !== undefined))
  }
  return taken
}
