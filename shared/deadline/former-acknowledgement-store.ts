import { HistoryEntry } from '../history/history.ts'
import type { WorkspaceId } from '../identity/id.ts'
import { partitionOf, ranges } from '../table/keys.ts'
import { all, type Table } from '../table/table.ts'
import { type Deadline, keyText, parseDeadlineId } from './deadline.ts'
import { Acknowledgement } from './touched-deadline.ts'

/**
 * The acknowledgement that stood before the present one, or null where there was none. A deadline keeps the last one
 * alone; what it took the place of is in the history of the record, which is read from its end.
 */
export async function formerAcknowledgement(
  table: Table,
  workspaceId: WorkspaceId,
  { id, recordId, acknowledged }: Deadline,
): Promise<Acknowledgement | null> {
  const key = parseDeadlineId(id)?.key
  if (acknowledged === null || key === undefined) return null
  const pointer = `/${keyText(key)}/acknowledged`
  const range = ranges.history(partitionOf(workspaceId, recordId))
  for await (const { pk: _pk, sk: _sk, ...item } of all(table, { ...range, order: 'descending' })) {
    const { action, changes } = HistoryEntry.parse(item)
    const change = action === 'acknowledged' ? changes.find((each) => each.pointer === pointer) : undefined
    const to = Acknowledgement.safeParse(change?.to).data
    if (to?.at === acknowledged.at && to.by === acknowledged.by)
      return Acknowledgement.safeParse(change?.from).data ?? null
  }
  return null
}
