import { ConditionFailed, type Table, type Write } from './table.ts'

/** How often a write is tried that keeps meeting others. */
const tries = 4

/**
 * Writes, and tries again where the write met another transaction: that says nothing about its conditions, and to take
 * it for their answer would drop a wake, or leave a mail lying until its lease is over.
 * @throws ConditionFailed where a condition does not hold, or others keep coming in between
 */
export async function writePastConflicts(table: Table, writes: readonly Write[]): Promise<void> {
  for (let left = tries - 1; left > 0; left -= 1) {
    try {
      return await table.write(writes)
    } catch (error) {
      const hasMet = error instanceof ConditionFailed && error.failed.length === 0
      if (!hasMet) throw error
    }
  }
  await table.write(writes)
}
