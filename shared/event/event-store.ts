import type { WorkspaceId } from '../identity/id.ts'
import { type OwnerId, ranges } from '../table/keys.ts'
import { all, type Item, type Key, type Table } from '../table/table.ts'
import { KeptEvent } from './event.ts'

/** The events of a record or an organisation, in no order. */
export async function loadEvents(table: Table, workspaceId: WorkspaceId, id: OwnerId): Promise<KeptEvent[]> {
  const events: KeptEvent[] = []
  for await (const item of all(table, ranges.events(workspaceId, id))) events.push(KeptEvent.parse(item.data))
  return events
}

export function eventItem(key: Key, event: KeptEvent): Item {
  return { ...key, schema: 1, data: event }
}
