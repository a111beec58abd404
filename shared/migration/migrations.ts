import { type MigrateParts, migrate } from './migrate.ts'
import type { Migration } from './migration.ts'
import { recordPeople } from './record-people.ts'

/** All of them, in the order in which they run. One is taken out when no older form is read any more. */
export const migrations: readonly Migration[] = [recordPeople]

/** A walk rests for the better part of a day: a deployment is long over by then, and so is most of a roll-back. */
const restSeconds = 20 * 3_600

/** Goes on with each that is not over, beside everything else that works in the background. */
export async function migrateAll(parts: Omit<MigrateParts, 'restSeconds'>): Promise<void> {
  for (const each of migrations) if (parts.hasTime()) await migrate({ ...parts, restSeconds }, each)
}
