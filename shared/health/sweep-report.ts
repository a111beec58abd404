import * as z from 'zod'
import { keys } from '../table/keys.ts'
import { ConditionFailed, type Table } from '../table/table.ts'
import { Instant, plusSeconds } from '../time/instant.ts'

/** What a sweep says of itself when it has come to its end. */
export const SweepReport = z.object({
  at: Instant,
  woken: z.int().min(0),
  planned: z.int().min(0),
  published: z.int().min(0),
})
export type SweepReport = z.output<typeof SweepReport>

/** Without a report for so long, reminders do not go out. */
export const staleAfterSeconds = 900

/** Keeps the report of the latest sweep; of two that end together, the one that began later stands. */
export async function reportSweep(table: Table, report: SweepReport): Promise<void> {
  const put = { ...keys.report('sweep'), schema: 1, ...report }
  try {
    await table.write([{ put, when: [{ pk: 'absent' }, { at: { atMost: report.at } }] }])
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}

export async function lastSweep(table: Table): Promise<SweepReport | undefined> {
  const item = await table.get(keys.report('sweep'))
  return item && SweepReport.parse(item)
}

/** Whether reminders are not going out. A table of which no sweep has reported yet is new, or has never worked. */
export function isStale(last: SweepReport | undefined, now: Instant): boolean {
  return last === undefined || plusSeconds(last.at, staleAfterSeconds) < now
}
