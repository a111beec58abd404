import * as z from 'zod'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { keys } from '../table/keys.ts'
import { ConditionFailed, type Table } from '../table/table.ts'
import { Instant } from '../time/instant.ts'

/** How far a migration has got. */
export const Progress = z.object({
  /** Raised by every write of it, from 0, where nothing is stored: whoever walks at the same time stops. */
  step: z.int().min(0),
  /** Which walk over everything this is, counted from 1. */
  pass: z.int().min(1),
  passStartedAt: Instant,
  /** When a later walk had nothing to write; null until then. */
  endedAt: Instant.nullable(),
  /** The workspace that was walked last, and after which row of it; null: all of it was. */
  workspaceId: WorkspaceId.nullable(),
  after: z.record(z.string(), z.string()).nullable(),
  /** In this walk: what was looked at, what was brought to its new form, and what could not be. */
  looked: z.int().min(0),
  changed: z.int().min(0),
  left: z.int().min(0),
})
export type Progress = z.output<typeof Progress>

/** The beginning of a walk. */
export function beginning(pass: number, at: Instant, step: number): Progress {
  const nothing = { looked: 0, changed: 0, left: 0 }
  return { step, pass, passStartedAt: at, endedAt: null, workspaceId: null, after: null, ...nothing }
}

export async function loadProgress(table: Table, id: string): Promise<Progress | undefined> {
  const item = await table.get(keys.migration(id))
  return item && Progress.parse(item)
}

/** @returns what is stored then, or undefined where somebody else has gone on with it since it was read */
export async function storeProgress(table: Table, id: string, next: Progress): Promise<Progress | undefined> {
  const stored = { ...next, step: next.step + 1 }
  const put = { ...keys.migration(id), schema: 1, ...stored }
  try {
    await table.write([{ put, when: next.step === 0 ? { pk: 'absent' } : { step: { is: next.step } } }])
    return stored
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined
    throw error
  }
}

/** Lets it walk once more from the beginning, such as after a roll-back. */
export async function forgetProgress(table: Table, id: string): Promise<void> {
  await table.write([{ delete: keys.migration(id) }])
}
