import * as z from 'zod'
import { Day } from '../time/day.ts'

const Count = z.int().min(0)

/** What became of the deadlines and reminders of some months, in numbers. */
export const Figures = z.strictObject({
  /** Those that fell due in these months; what is known to more than a day counts by its last day. */
  deadlines: z.strictObject({
    due: Count,
    doneOnTime: Count,
    doneLate: Count,
    /** Waived or cancelled. */
    waived: Count,
    open: Count,
  }),
  /** How it stands at the time of counting, whenever it fell due. */
  now: z.strictObject({
    overdue: Count,
    /** Postponed, with no new date yet. */
    undated: Count,
    /** Active records that nobody owns, by the last reconcile. Null: none has been made. */
    unowned: Count.nullable(),
    /** Records that could not be read or computed: nothing of them is in these numbers. */
    unreadable: Count,
  }),
  /** Those that were to go out in these months, on every channel. */
  reminders: z.strictObject({
    sent: Count,
    /** Of those that were sent, the ones that went out late and said so. */
    late: Count,
    /** Of those that were sent, the ones that took another try after an answer was lost. */
    again: Count,
    held: Count,
    failed: Count,
    /** Of those that failed, the ones that were taken by the provider and came back. */
    bounced: Count,
    /** Neither sent nor given up yet. */
    waiting: Count,
    /** Whether there were more than are counted. */
    isAtLeast: z.boolean(),
  }),
})
export type Figures = z.output<typeof Figures>

/** Whole months: from the first day of the first to the last day of the last. */
export const Months = z.strictObject({ startsOn: Day, endsOn: Day })
export type Months = z.output<typeof Months>

/** What of these months fell through the cracks, or nearly; empty where nothing did. */
export function cracksOf({ deadlines, now, reminders }: Figures): readonly Crack[] {
  const before = now.overdue - deadlines.open
  const counts: readonly Crack[] = [
    { kind: 'open', count: deadlines.open },
    { kind: 'overdueBefore', count: Math.max(0, before) },
    { kind: 'doneLate', count: deadlines.doneLate },
    { kind: 'held', count: reminders.held },
    { kind: 'failed', count: reminders.failed },
    { kind: 'waiting', count: reminders.waiting },
    { kind: 'late', count: reminders.late },
    { kind: 'undated', count: now.undated },
    { kind: 'unreadable', count: now.unreadable },
  ]
  return counts.filter(({ count }) => count > 0)
}

export type Crack = { readonly kind: CrackKind; readonly count: number }
export type CrackKind =
  | 'open'
  | 'overdueBefore'
  | 'doneLate'
  | 'held'
  | 'failed'
  | 'waiting'
  | 'late'
  | 'undated'
  | 'unreadable'
