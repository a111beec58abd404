import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { GroupMessage } from './group.ts'

/** What the rule to the delivery's queue matches. */
export const reminderDue = { source: 'servanda', detailType: 'ReminderDue' } as const

/** The most entries that PutEvents takes: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const mostEntries = 10

/** Puts messages on the bus, and answers with those that it took: PutEvents may take some and refuse others. */
export async function putReminders(
  client: EventBridgeClient,
  busName: string,
  messages: readonly GroupMessage[],
): Promise<readonly GroupMessage[]> {
  const taken: GroupMessage[] = []
  for (let at = 0; at < messages.length; at += mostEntries) {
    const chunk = messages.slice(at, at + mostEntries)
    const { Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: chunk.map((message) => ({
          EventBusName: busName,
          Source: reminderDue.source,
          DetailType: reminderDue.detailType,
          Detail: JSON.stringify(message),
        })),
      }),
    )
    taken.push(...chunk.filter((_, index) => Entries[index]?.EventId !== undefined))
  }
  return taken
}
