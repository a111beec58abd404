import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import * as z from 'zod'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { Change, type ChangeType, type NumberedChange } from './change.ts'

/** The detail of every event of a change on the bus; docs/events.md shows it. */
export const ChangeEvent = z.strictObject({
  workspaceId: WorkspaceId,
  number: z.int().min(1),
  change: Change,
})
export type ChangeEvent = z.output<typeof ChangeEvent>

/** The name of the event on the bus: `record.changed` is RecordChanged there. */
export function detailTypeOf(type: ChangeType): string {
  return type
    .split('.')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')
}

/** The most entries that PutEvents takes: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const mostEntries = 10

/** Puts changes on the bus, in their order. @throws Error where it did not take them all: all of them come again */
export async function putChanges(
  client: EventBridgeClient,
  busName: string,
  workspaceId: WorkspaceId,
  changes: readonly NumberedChange[],
): Promise<void> {
  for (let at = 0; at < changes.length; at += mostEntries) {
    const { FailedEntryCount = 0 } = await client.send(
      new PutEventsCommand({
        Entries: changes.slice(at, at + mostEntries).map(({ number, change }) => ({
          EventBusName: busName,
          Source: 'servanda',
          DetailType: detailTypeOf(change.type),
          Detail: JSON.stringify({ workspaceId, number, change } satisfies ChangeEvent),
        })),
      }),
    )
    if (FailedEntryCount > 0) throw new Error(`the bus did not take ${FailedEntryCount} changes`)
  }
}
