import type { TrackedRecord } from '../record/record.ts'
import {
  type Occurrence,
  occurrenceAt,
  type ScheduleContext,
  trackedOccurrences,
} from '../schedule/occurrences.ts'
import { describeDueDate } from '../time/imprecise-day.ts'
import type { DeadlineKey } from './deadline.ts'
import { departures } from './denunciation.ts'
import { entriesIntoForce } from './entry-into-force.ts'
import { objections } from './objection.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import { type ReportingPeriod, reportingPeriod, reportingPeriodInWords } from './reporting-period.ts'
import { rotationMember } from './rotation.ts'
import type { RuledDeadline } from './ruled-deadline.ts'
import { termDeadline, termDeadlinesBetween } from './term-deadline.ts'
import { overlaps, type Window } from './window.ts'

/** What the rules of a record give between two days, both included. */
export function ruledDeadlinesBetween(
  state: RecordState,
  around: Surroundings,
  window: Window,
): readonly RuledDeadline[] {
  const { record } = state
  if (record.kind === 'commitment') {
    const occurrences = trackedOccurrences(record.schedule, contextOf(state, around), window)
    return occurrences.map((each) => ofOccurrence(record, each))
  }
  return [...termDeadlinesBetween(state, around, window), ...ofFacts(state, around)].filter(({ dueOn }) =>
    overlaps(dueOn, window),
  )
}

/** What the rule of a record gives for one key now, or undefined where it no longer gives anything. */
export function ruledDeadline(
  state: RecordState,
  around: Surroundings,
  key: DeadlineKey,
): RuledDeadline | undefined {
  const { record } = state
  if (record.kind === 'commitment') {
    if (key.kind !== 'occurrence') return undefined
    const occurrence = occurrenceAt(record.schedule, contextOf(state, around), key.slot)
    return occurrence && ofOccurrence(record, occurrence)
  }
  const ofFact = ofFacts(state, around).find(
    (each) => each.key.kind === key.kind && each.key.slot === key.slot,
  )
  return ofFact ?? termDeadline(state, around, key)
}

function contextOf({ events }: RecordState, { sessions, calendar }: Surroundings): ScheduleContext {
  return { sessions, calendar, events }
}

function ofOccurrence(
  record: TrackedRecord & { kind: 'commitment' },
  { slot, dueOn, basis, sessions = [] }: Occurrence,
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
    sessions: [...sessions],
  }
}

/** The basis of a date, with whose turn it is and what it reports on. */
export function withTurn(basis: string, member: string | null, period: ReportingPeriod | null): string {
  const turn = member === null ? [] : [`By rotation it is the turn of ${member}.`]
  const reports = period === null ? [] : [reportingPeriodInWords(period)]
  return [basis, ...turn, ...reports].join(' ')
}

/** What follows from single facts, each once: not from a schedule, nor from the end of a term. */
function ofFacts(state: RecordState, around: Surroundings): readonly RuledDeadline[] {
  return [
    ...candidature(state.record),
    ...entriesIntoForce(state, around.calendar(undefined)),
    ...objections(state),
    ...departures(state),
  ]
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
