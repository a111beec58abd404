import * as z from 'zod'
import { type EventId, PersonId, RecordId } from '../identity/id.ts'
import { Day } from '../time/day.ts'
import { DueDate, earliestDay } from '../time/imprecise-day.ts'
import { Instant } from '../time/instant.ts'
import { ReportingPeriod } from './reporting-period.ts'
import { Acknowledgement, Hour, Outcome } from './touched-deadline.ts'

export const DeadlineKind = z.enum([
  'occurrence',
  'milestone',
  'notice',
  'term_end',
  'candidature',
  'objection',
  'entry_into_force',
  'decision',
])
export type DeadlineKind = z.output<typeof DeadlineKind>

/** `history`: due before its record was tracked, and nobody has touched it; no list has it. */
export const DeadlineStatus = z.enum(['open', 'overdue', 'done', 'waived', 'cancelled', 'history'])
export type DeadlineStatus = z.output<typeof DeadlineStatus>

/** A day on which something must have been done, as it is now: computed, with what somebody changed of it. */
export const Deadline = z.strictObject({
  id: z.string(),
  recordId: RecordId,
  /** The occurrence that a milestone leads to. */
  parentId: z.string().nullable(),
  /** The date or session that the rule first gave. It never changes. */
  slot: z.string(),
  kind: DeadlineKind,
  title: z.string(),
  /** Null: postponed, with no new date yet. */
  dueOn: DueDate.nullable(),
  /** The end of the day in the workspace's zone, or the hour that the schedule names. */
  dueAt: Instant.nullable(),
  /** The hour by which it is due on its day, where its schedule names one. */
  hour: Hour.nullable(),
  status: DeadlineStatus,
  ownerId: PersonId,
  /** Why the date is what it is. */
  basis: z.string(),
  outcome: Outcome,
  /** The date before it was moved, and why it was that. */
  ruleDueOn: DueDate.nullable(),
  ruleBasis: z.string(),
  moved: z.boolean(),
  /** Whether the rule gives it, somebody has added it, or the rule gave it once and it was touched then. */
  origin: z.enum(['rule', 'added', 'former_rule']),
  /** Since when it has no date, and when somebody will next be asked for one. */
  postponedOn: Day.nullable(),
  reviewOn: Day.nullable(),
  /** The sessions that its date follows. */
  sessions: z.array(z.strictObject({ organisationId: z.string(), ordinal: z.int() })),
  /** What somebody has to say so that it can be relied on: the missing day, a new date, a decision. */
  asks: z.string().nullable(),
  /** Whose turn it is: host or chair, by the slot. */
  rotationMember: z.string().nullable(),
  /** What time it reports on. */
  reportingPeriod: ReportingPeriod.nullable(),
  acknowledged: Acknowledgement.nullable(),
  snoozedUntilOn: Day.nullable(),
  /** How often somebody has touched it. */
  version: z.int().min(0),
})
export type Deadline = z.output<typeof Deadline>

/** Where a deadline stands in its record: the kind and the slot, and for a milestone its own key. */
export type DeadlineKey = { readonly kind: DeadlineKind; readonly slot: string; readonly milestone?: string }

export function keyText({ kind, slot, milestone }: DeadlineKey): string {
  return milestone === undefined ? `${kind}.${slot}` : `${kind}.${slot}.${milestone}`
}

export function deadlineId(recordId: RecordId, key: DeadlineKey): string {
  return `${recordId}.${keyText(key)}`
}

const pattern = /^((?:agr|mem|com)_[0-9a-f]{32})\.([a-z_]+)\.([0-9A-Za-z-]{1,40})(?:\.([a-z0-9_-]{1,40}))?$/

/** The slot of a date that an event gives rise to: its id, without what says that it is one. */
export function slotOfEvent(id: EventId): string {
  return id.slice(id.indexOf('_') + 1)
}

/** The record and the key that an id names, or undefined where no deadline could have such an id. */
export function parseDeadlineId(id: string): { recordId: RecordId; key: DeadlineKey } | undefined {
  const [, record, kindText, slot, milestone] = pattern.exec(id) ?? []
  const recordId = RecordId.safeParse(record)
  const kind = DeadlineKind.safeParse(kindText)
  if (!recordId.success || !kind.success || slot === undefined) return undefined
  if ((kind.data === 'milestone') !== (milestone !== undefined)) return undefined
  return {
    recordId: recordId.data,
    key: { kind: kind.data, slot, ...(milestone === undefined ? {} : { milestone }) },
  }
}

/** Where what has no date stands: after all that has one. */
export const undated = '9999-12-31#'

/** Deadlines in the order of their dates, then of their ids. */
export function sortKey({ dueOn, id }: Pick<Deadline, 'dueOn' | 'id'>): string {
  return dueOn === null ? `${undated}${id}` : `${earliestDay(dueOn)}#${id}`
}

export function isOpen(deadline: Deadline): boolean {
  return deadline.outcome.status === 'open'
}
