import { ignoreConditionFailed } from '../../shared/reminder/replan.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'

export type RestParts = {
  readonly table: Table
  readonly report: (fault: { readonly key: string; readonly error: unknown }) => void
}

/** So long after a message was handed over, or an item could not be worked on, it is looked at again. */
const againSeconds = 900

/** One thing that cannot be worked on is reported and rests for a while; it never holds up the others. */
export async function guarded(
  parts: RestParts,
  item: Item,
  at: Instant,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    parts.report({ key: `${item.pk} ${item.sk}`, error })
    await rest(parts, item, at)
  }
}

/** Lets a row sleep. Where even that fails, it is still due at the next sweep: nothing is held up by it. */
export async function rest(parts: RestParts, item: Item, at: Instant): Promise<void> {
  try {
    await sleep(parts.table, item, at)
  } catch (error) {
    parts.report({ key: `${item.pk} ${item.sk}`, error })
  }
}

async function sleep(table: Table, { pk, sk, wakeAt }: Item, at: Instant): Promise<void> {
  const wake = { wakeAt: plusSeconds(at, againSeconds) }
  await table
    .write([{ update: { pk, sk }, set: wake, when: { wakeAt: { is: String(wakeAt) } } }])
    .catch(ignoreConditionFailed)
}
