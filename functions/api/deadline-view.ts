import * as z from 'zod'
import { Deadline } from '../../shared/deadline/deadline.ts'
import { Evidence } from '../../shared/deadline/touched-deadline.ts'
import { RecordKind, type TrackedRecord } from '../../shared/record/record.ts'
import { Day } from '../../shared/time/day.ts'
import { etagOf } from './etag.ts'

/** A deadline as the API shows it. */
export const DeadlineView = Deadline.omit({ outcome: true, ruleBasis: true }).extend({
  recordTitle: z.string(),
  recordKind: RecordKind,
  /** When it was done, and what proves it. */
  completedOn: Day.nullable(),
  note: z.string().nullable(),
  evidence: z.array(Evidence),
  /** Why it was waived or cancelled. */
  reason: z.string().nullable(),
  /** What If-Match takes for an action on it: covers its own state and date only. */
  etag: z.string(),
})
export type DeadlineView = z.output<typeof DeadlineView>

export function deadlineView(deadline: Deadline, record: TrackedRecord): DeadlineView {
  const { outcome, ruleBasis: _, ...rest } = deadline
  return {
    ...rest,
    recordTitle: record.title,
    recordKind: record.kind,
    completedOn: outcome.status === 'done' ? outcome.on : null,
    note: outcome.status === 'done' ? outcome.note : null,
    evidence: outcome.status === 'done' ? outcome.evidence : [],
    reason: outcome.status === 'waived' || outcome.status === 'cancelled' ? outcome.reason : null,
    etag: deadlineEtag(deadline),
  }
}

export function deadlineEtag({ version, outcome, dueOn }: Deadline): string {
  return etagOf(`${version}.${outcome.status}.${dueOn ?? 'postponed'}`)
}
