import * as z from 'zod'
import type { PutEntries } from '../aws/event-bus.ts'
import { WorkspaceId } from '../identity/id.ts'
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

/** Puts changes on the bus, in their order. @throws Error where it did not take them all: all of them come again */
export async function putChanges(
  bus: PutEntries,
  workspaceId: WorkspaceId,
  changes: readonly NumberedChange[],
): Promise<void> {
  const isTaken = await bus(
    changes.map(({ number, change }) => ({
      source: 'servanda',
      detailType: detailTypeOf(change.type),
      detail: { workspaceId, number, change } satisfies ChangeEvent,
    })),
  )
  const lost = isTaken.filter((taken) => !taken).length
  if (lost > 0) throw new Error(`the bus did not take ${lost} changes`)
}
