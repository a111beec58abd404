import { headsOf, type WitnessedHead, workspacesIn } from '../../shared/history/history-store.ts'
import type { Table } from '../../shared/table/table.ts'

/** So many heads are in one line: a line of a log has at most 256 KB. */
const headsInALine = 500

/**
 * Writes down how far every history goes, where whoever may write the table cannot: a chain that is rebuilt later, and
 * a thing that is gone with all its entries, no longer fit what was written.
 *
 * @returns how many heads there are
 */
export async function witness(parts: {
  readonly table: Table
  readonly write: (heads: readonly WitnessedHead[]) => void
}): Promise<number> {
  let count = 0
  let line: WitnessedHead[] = []
  for await (const workspaceId of workspacesIn(parts.table))
    for await (const head of headsOf(parts.table, workspaceId)) {
      line.push(head)
      count += 1
      if (line.length < headsInALine) continue
      parts.write(line)
      line = []
    }
  if (line.length > 0) parts.write(line)
  return count
}
