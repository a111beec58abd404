import type { TrackedRecord } from '../record/record.ts'
import {
  type Occurrence,
  occurrenceAt,
  type ScheduleContext,
  trackedOccurrences,
} from '../schedule/occurrences.ts'
import { type DueDate, describeDueDate } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import type { DeadlineKey } from './deadline.ts'
import { termDeadline, termDeadlinesBetween } from './term-deadline.ts'
import { overlaps, type Window } from './window.ts'

/** A deadline as its rule gives it, before anybody touched it. Milestones are not among them: they follow these. */
export type RuledDeadline = {
  readonly key: DeadlineKey
  readonly title: string
  readonly dueOn: DueDate
  readonly dueAt?: Instant
  readonly basis: string
}

/** What the rules of a record give between two days, both included. */
export function ruledDeadlinesBetween(
  record: TrackedRecord,
  context: ScheduleContext,
  window: Window,
): readonly RuledDeadline[] {
  if (record.kind === 'commitment')
    return trackedOccurrences(record.schedule, context, window).map((each) =>
      ofOccurrence(record.title, each),
    )
  const calendar = context.calendar(undefined)
  return [...termDeadlinesBetween(record, calendar, window), ...candidature(record)].filter(({ dueOn }) =>
    overlaps(dueOn, window),
  )
}

/** What the rule of a record gives for one key now, or undefined where it no longer gives anything. */
export function ruledDeadline(
  record: TrackedRecord,
  context: ScheduleContext,
  key: DeadlineKey,
): RuledDeadline | undefined {
  if (key.kind === 'candidature') return candidature(record).find((each) => each.key.slot === key.slot)
  if (record.kind !== 'commitment') return termDeadline(record, context.calendar(undefined), key)
  if (key.kind !== 'occurrence') return undefined
  const occurrence = occurrenceAt(record.schedule, context, key.slot)
  return occurrence && ofOccurrence(record.title, occurrence)
}

function ofOccurrence(title: string, occurrence: Occurrence): RuledDeadline {
  const { slot, dueOn, dueAt, basis } = occurrence
  return { key: { kind: 'occurrence', slot }, title, dueOn, basis, ...(dueAt === undefined ? {} : { dueAt }) }
}

function candidature(record: TrackedRecord): RuledDeadline[] {
  if (record.kind !== 'membership' || record.candidatureDueOn === null) return []
  const dueOn = record.candidatureDueOn
  return [
    {
      key: { kind: 'candidature', slot: '1' },
      title: 'Candidature deadline',
      dueOn,
      basis: `The candidature deadline as recorded, ${describeDueDate(dueOn)}.`,
    },
  ]
}
