import * as z from 'zod'
import { RecordId, type WorkspaceId } from '../identity/id.ts'
import { indexPartitions, keys, ranges, wake } from '../table/keys.ts'
import { writePastConflicts } from '../table/past-conflicts.ts'
import {
  ConditionFailed,
  type Item,
  type Page,
  type Position,
  type Table,
  type Write,
} from '../table/table.ts'
import { Instant, plusSeconds } from '../time/instant.ts'

/** What every record of a workspace depends on: its settings. */
export const wholeWorkspace = 'WORKSPACE'

/** The walk over the records that depend on something which has changed. */
const Replan = z.object({
  on: z.string(),
  workspaceId: z.string(),
  changedAt: Instant,
  round: z.literal([1, 2]),
})

/**
 * The write that has every record looked at which depends on `on`: an organisation's id (its sessions), a person's,
 * or the whole workspace. It belongs into the transaction of the change, so that neither can be without the other.
 */
export function replanMarker(workspaceId: WorkspaceId, on: string, now: Instant): Write {
  const key = keys.replan(workspaceId, on)
  return {
    put: {
      ...key,
      ...wake(key.pk, now),
      on,
      workspaceId,
      changedAt: now,
      round: 1,
      nonce: crypto.randomUUID(),
    },
  }
}

/**
 * Walks the dependents of a marker. It walks twice: once at once, and once more some minutes later for a record that
 * was being written while the thing changed. Cut off, it starts again: waking a record twice does nothing.
 */
export async function replan(
  table: Table,
  workspaceId: WorkspaceId,
  marker: Item,
  now: Instant,
): Promise<void> {
  const { on, round } = Replan.parse(marker)
  await wakeDependents(table, workspaceId, on, now)
  const unchanged = { nonce: { is: String(marker.nonce) } }
  const { pk, sk } = marker
  const next: Write =
    round === 1
      ? {
          update: { pk, sk },
          set: { round: 2, wakeAt: plusSeconds(now, secondRoundSeconds) },
          when: unchanged,
        }
      : { delete: { pk, sk }, when: unchanged }
  await table.write([next]).catch(ignoreConditionFailed)
}

const secondRoundSeconds = 300

/** Wakes every record that depends on `on`. */
export async function wakeDependents(
  table: Table,
  workspaceId: WorkspaceId,
  on: string,
  now: Instant,
): Promise<void> {
  for await (const id of dependentsOf(table, workspaceId, on))
    await writePastConflicts(table, [wakeRecord(workspaceId, id, now)]).catch(ignoreConditionFailed)
}

/** The write that has a record looked at at the next sweep. */
export function wakeRecord(workspaceId: WorkspaceId, id: RecordId, now: Instant): Write {
  const key = keys.record(workspaceId, id)
  return {
    update: key,
    set: { ...wake(key.pk, now), woken: crypto.randomUUID() },
    when: { pk: 'present' },
  }
}

async function* dependentsOf(table: Table, workspaceId: WorkspaceId, on: string): AsyncGenerator<RecordId> {
  const isWhole = on === wholeWorkspace
  const range = isWhole
    ? { index: 'byTitle' as const, partition: indexPartitions.records(workspaceId) }
    : ranges.dependents(workspaceId, on)
  let after: Position | undefined
  do {
    const page: Page = await table.query(after ? { ...range, after } : range)
    for (const { pk, sk } of page.items) yield RecordId.parse(isWhole ? pk.split('#')[2] : sk)
    after = page.next
  } while (after)
}

export function ignoreConditionFailed(error: unknown): void {
  if (!(error instanceof ConditionFailed)) throw error
}
