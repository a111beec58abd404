import { groupOf } from '../../shared/reminder/group.ts'
import type { Item } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'

/**
 * How long ago the hour of the oldest reminder came that is still not told, in seconds; 0 where there is none. It
 * counts what nobody may send either, such as what a restored table holds.
 */
export function oldestDueSeconds(rows: readonly Item[], at: Instant): number {
  const waited = rows.flatMap((row) => {
    const group = groupOf(row)
    return group === undefined ? [] : [(Date.parse(at) - Date.parse(group.sendAt)) / 1_000]
  })
  return waited.reduce((longest, each) => Math.max(longest, each), 0)
}
