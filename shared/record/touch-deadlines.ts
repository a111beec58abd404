import { touchedItem } from '../deadline/deadline-store.ts'
import type { TouchedDeadline } from '../deadline/touched-deadline.ts'
import { changesBetween, type Deed } from '../history/history.ts'
import type { Write } from '../table/table.ts'
import { type Circumstances, touchRecord } from './record-acts.ts'
import type { WholeRecord } from './record-store.ts'

/** Writes what somebody did to deadlines of a record, with one entry of its history. */
export async function touchDeadlines(
  at: Circumstances,
  whole: WholeRecord,
  touched: readonly TouchedDeadline[],
  deed: Omit<Deed, 'at' | 'by' | 'changes'>,
): Promise<{ readonly revised: WholeRecord; readonly writes: readonly Write[] }> {
  const after = new Map(whole.touched)
  for (const each of touched) after.set(each.key, each)
  const revised = { ...whole, touched: after }
  const changes = touched.flatMap((each) => touchedChanges(whole, each))
  return {
    revised,
    writes: [
      ...(await touchRecord(at, revised, { ...deed, changes })),
      ...touched.map((each) => ({ put: touchedItem(at.workspaceId, whole.record.id, each) })),
    ],
  }
}

/** What a touched deadline changes, as the history of its record has it. */
export function touchedChanges({ touched }: WholeRecord, each: TouchedDeadline): Deed['changes'] {
  return changesBetween(touched.get(each.key) ?? {}, each).map((change) => ({
    ...change,
    pointer: `/${each.key}${change.pointer}`,
  }))
}
