import type { ImportId } from '../identity/id.ts'
import { ConditionFailed } from '../table/table.ts'
import { plusSeconds } from '../time/instant.ts'
import { type Import, isFinished } from './import.ts'
import { ImportRun, leaseSeconds, type RunParts } from './import-run.ts'
import { importItem, loadImport, loadWholeImport, type StoredImport } from './import-store.ts'

/**
 * Goes on with an import until it is finished or the time is up. May be cut off at any point, and be called by many:
 *
 * 1. Takes the lease. Who does not get it answers how far the other one is.
 * 2. Checks piece by piece: what each step would do is found by the code that stores it, and only the writes are left
 *    out. A piece's findings and the progress are one transaction.
 * 3. Stops there if it is a dry run, or a line is refused and such lines are not to be skipped.
 * 4. Stores step by step: what a step writes and the step's result are one transaction, so that a call that comes after
 *    a crash finds every step either done, with its result, or untouched.
 */
export async function continueImport(parts: RunParts, id: ImportId): Promise<Import | undefined> {
  const stored = await loadImport(parts.table, parts.workspaceId, id)
  if (stored === undefined || isFinished(stored.data)) return stored?.data
  const leased = await lease(parts, stored)
  if (leased === undefined) return stored.data
  const whole = await loadWholeImport(parts.table, parts.workspaceId, id)
  if (whole === undefined) return undefined
  return new ImportRun(parts, { ...whole, stored: leased }).go()
}

async function lease(parts: RunParts, stored: StoredImport): Promise<StoredImport | undefined> {
  const now = parts.now()
  if (stored.lease !== null && stored.lease.until > now) return undefined
  const until = plusSeconds(now, leaseSeconds)
  const taken = { ...stored, version: stored.version + 1, lease: { nonce: crypto.randomUUID(), until } }
  try {
    await parts.table.write([
      { put: importItem(parts.workspaceId, taken, until), when: { version: { is: stored.version } } },
    ])
    return taken
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined
    throw error
  }
}
