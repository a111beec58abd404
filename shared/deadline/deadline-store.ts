import type { RecordId, WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys } from '../table/keys.ts'
import type { Item } from '../table/table.ts'
import { sortKey } from './deadline.ts'
import type { TouchedDeadline } from './touched-deadline.ts'

/**
 * The item of a touched deadline. A closed one is in the index of what is due at its own day, which no longer
 * changes; an open one is found through its record, which stands there at its first open deadline.
 */
export function touchedItem(workspaceId: WorkspaceId, recordId: RecordId, touched: TouchedDeadline): Item {
  const item = { ...keys.touchedDeadline(workspaceId, recordId, touched.key), schema: 1, data: touched }
  if (touched.outcome.status === 'open') return item
  const dueOn = touched.moved === null ? touched.ruleDueOn : touched.moved.dueOn
  return {
    ...item,
    dueOf: indexPartitions.due(workspaceId),
    dueKey: sortKey({ dueOn, id: `${recordId}.${touched.key}` }),
  }
}
