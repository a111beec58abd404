import * as z from 'zod'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { keys } from '../table/keys.ts'
import type { Table } from '../table/table.ts'
import { Instant } from '../time/instant.ts'

/** What the reconcile has found of a workspace so far. */
export const Tally = z.object({
  records: z.int().min(0),
  /** Active records that nobody owns: their reminders go to the administrator. */
  unowned: z.int().min(0),
  /** The earliest instant at which a record of the workspace is looked at next. */
  nextWakeAt: Instant.nullable(),
  /** How many differences it found, and mended where that is possible. */
  repaired: z.int().min(0),
})
export type Tally = z.output<typeof Tally>

export const emptyTally: Tally = { records: 0, unowned: 0, nextWakeAt: null, repaired: 0 }

/** What the last reconcile found in a workspace. */
export const Reconciled = Tally.extend({ at: Instant })
export type Reconciled = z.output<typeof Reconciled>

export async function loadReconciled(
  table: Table,
  workspaceId: WorkspaceId,
): Promise<Reconciled | undefined> {
  const item = await table.get(keys.reconciled(workspaceId))
  return item && Reconciled.parse(item)
}

export async function storeReconciled(
  table: Table,
  workspaceId: WorkspaceId,
  found: Reconciled,
): Promise<void> {
  await table.write([{ put: { ...keys.reconciled(workspaceId), schema: 1, ...found } }])
}

/** Where the reconcile stands: cut off, the next call goes on after the last page of records that it finished. */
export const Checkpoint = z.object({
  startedAt: Instant,
  /** Null while a round is under way. */
  endedAt: Instant.nullable(),
  workspaceId: WorkspaceId.nullable(),
  after: z.record(z.string(), z.string()).nullable(),
  tally: Tally,
})
export type Checkpoint = z.output<typeof Checkpoint>

export async function loadCheckpoint(table: Table): Promise<Checkpoint | undefined> {
  const item = await table.get(keys.report('reconcile'))
  return item && Checkpoint.parse(item)
}

export async function storeCheckpoint(table: Table, checkpoint: Checkpoint): Promise<void> {
  await table.write([{ put: { ...keys.report('reconcile'), schema: 1, ...checkpoint } }])
}
