import * as z from 'zod'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import { indexPartitions, keys, wake } from '../../shared/table/keys.ts'
import { all, type Item, type Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import type { Difference } from './difference.ts'
import { isInIndex } from './in-index.ts'
import { plannedDifferences } from './planned-differences.ts'

/** How far back planned deliveries are looked for: what is older has been found by many reconciles before. */
const backSeconds = 45 * 86_400
const aheadSeconds = 7 * 86_400
/** So many items are read at a time. */
const batch = 100

/** What waits in the outbox of a workspace and nobody will look at. */
export async function* outboxDifferences(
  table: Table,
  workspaceId: WorkspaceId,
  now: Instant,
): AsyncGenerator<Difference> {
  const range = {
    index: 'byDue' as const,
    partition: indexPartitions.reminders(workspaceId),
    from: plusSeconds(now, -backSeconds),
    to: plusSeconds(now, aheadSeconds),
    limit: batch,
  }
  let page = await table.query(range)
  for (;;) {
    const items = await table.getMany(page.items.map(({ pk, sk }) => ({ pk, sk })))
    for (const item of items.filter(({ state }) => state === 'planned'))
      yield* await plannedDifferences(table, workspaceId, item, now).catch((error: unknown) =>
        unreadable(item, error),
      )
    if (page.next === undefined) break
    page = await table.query({ ...range, after: page.next })
  }
  yield* replanDifferences(table, workspaceId, now)
}

/** What cannot be read is nobody's to mend here, and holds up nothing. */
function unreadable({ pk, sk }: Item, error: unknown): Difference[] {
  if (!(error instanceof z.ZodError)) throw error
  return [{ kind: 'unreadable', key: { pk, sk }, repair: [] }]
}

/** The walk over what depends on something that changed has to be in the index, or it ends where it stands. */
async function* replanDifferences(
  table: Table,
  workspaceId: WorkspaceId,
  now: Instant,
): AsyncGenerator<Difference> {
  for await (const marker of all(table, replansOf(workspaceId))) {
    if (isInIndex(marker)) continue
    const { pk, sk, nonce } = marker
    const repair = [{ update: { pk, sk }, set: wake(pk, now), when: { nonce: { is: String(nonce) } } }]
    yield { kind: 'replan_asleep', key: { pk, sk }, repair }
  }
}

/** The walks of a workspace that are under way. */
export function replansOf(workspaceId: WorkspaceId) {
  return { partition: keys.replan(workspaceId, '').pk }
}
