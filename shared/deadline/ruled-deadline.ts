import type { TrackedRecord } from '../record/record.ts'
import {
  type Occurrence,
  occurrenceAt,
  type ScheduleContext,
  trackedOccurrences,
} from '../schedule/occurrences.ts'
import { type DueDate, describeDueDate } from '../time/imprecise-day.ts'
import type { Deadline, DeadlineKey } from './deadline.ts'
import { type ReportingPeriod, reportingPeriod, reportingPeriodInWords } from './reporting-period.ts'
import { rotationMember } from './rotation.ts'
import { termDeadline, termDeadlinesBetween } from './term-deadline.ts'
import type { Hour } from './touched-deadline.ts'
import { overlaps, type Window } from './window.ts'

/** A deadline as its rule gives it, before anybody touched it. Milestones are not among them: they follow these. */
export type RuledDeadline = {
  readonly key: DeadlineKey
  readonly title: string
  readonly dueOn: DueDate
  readonly basis: string
  readonly hour?: Hour | null
  readonly origin?: Deadline['origin']
  readonly rotationMember?: string | null
  readonly reportingPeriod?: ReportingPeriod | null
}

/** What the rules of a record give between two days, both included. */
export function ruledDeadlinesBetween(
  record: TrackedRecord,
  context: ScheduleContext,
  window: Window,
): readonly RuledDeadline[] {
  if (record.kind === 'commitment')
    return trackedOccurrences(record.schedule, context, window).map((each) => ofOccurrence(record, each))
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
  return occurrence && ofOccurrence(record, occurrence)
}

function ofOccurrence(
  record: TrackedRecord & { kind: 'commitment' },
  { slot, dueOn, basis }: Occurrence,
): RuledDeadline {
  const member = rotationMember(record, slot)
  const period = reportingPeriod(record, { slot, dueOn })
  return {
    key: { kind: 'occurrence', slot },
    title: record.title,
    dueOn,
    basis: withTurn(basis, member, period),
    hour: record.schedule.at ?? null,
    rotationMember: member,
    reportingPeriod: period,
  }
}

/** The basis of a date, with whose turn it is and what it reports on. */
export function withTurn(basis: string, member: string | null, period: ReportingPeriod | null): string {
  const turn = member === null ? [] : [`By rotation it is the turn of ${member}.`]
  const reports = period === null ? [] : [reportingPeriodInWords(period)]
  return [basis, ...turn, ...reports].join(' ')
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
