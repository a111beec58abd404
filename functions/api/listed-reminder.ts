import * as z from 'zod'
import { parseDeadlineId } from '../../shared/deadline/deadline.ts'
import { deadlineAt } from '../../shared/deadline/deadlines.ts'
import { SurroundingsReader } from '../../shared/deadline/surroundings-store.ts'
import { RecordId } from '../../shared/identity/id.ts'
import { loadRecord } from '../../shared/record/record-store.ts'
import { DueDate } from '../../shared/time/imprecise-day.ts'
import { ReminderView } from './reminder-view.ts'
import type { Call } from './route.ts'

/** A reminder in a list: with what it is about as that is now, so that a reader need not ask for each. */
export const ListedReminder = ReminderView.extend({
  recordId: RecordId,
  recordTitle: z.string(),
  /** Null where the record does not give this deadline any more. */
  title: z.string().nullable(),
  dueOn: DueDate.nullable(),
})
export type ListedReminder = z.output<typeof ListedReminder>

/** Says of each reminder of a page what it is about; every record is read once. */
export async function withTitles(
  call: Call,
  page: readonly ReminderView[],
): Promise<readonly ListedReminder[]> {
  const reader = new SurroundingsReader(call.table)
  const records = new Map<RecordId, ReturnType<typeof loadRecord>>()
  const listed: ListedReminder[] = []
  for (const view of page) {
    const parsed = parseDeadlineId(view.deadlineId)
    if (parsed === undefined) continue
    const { recordId, key } = parsed
    const load = records.get(recordId) ?? loadRecord(call.table, call.identity.workspaceId, recordId)
    records.set(recordId, load)
    const whole = await load
    if (whole === undefined) continue
    const around = await reader.around(call.identity.workspaceId, whole.record)
    const deadline = deadlineAt(whole, around, call.now, key)
    const { title: recordTitle } = whole.record
    listed.push({
      ...view,
      recordId,
      recordTitle,
      title: deadline?.title ?? null,
      dueOn: deadline?.dueOn ?? null,
    })
  }
  return listed
}
