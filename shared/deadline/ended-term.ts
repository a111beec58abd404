import { happenedInWords } from '../event/event-in-words.ts'
import { datedFacts } from '../event/instrument.ts'
import { closingEstimate, followedSessions, sessionAt } from '../organisation/session-series.ts'
import type { RecordTerm, SessionEdge } from '../record/record-term.ts'
import { shiftedWithin } from '../schedule/dated-events.ts'
import { withArticle } from '../schedule/session-slots.ts'
import { dayInWords } from '../time/day-in-words.ts'
import {
  type DueDate,
  describeDueDate,
  earliestDay,
  type ImpreciseDay,
  latestDay,
} from '../time/imprecise-day.ts'
import { describePeriod, type Period, spanOf } from '../time/period.ts'
import type { Deadline } from './deadline.ts'
import type { RecordState, Surroundings } from './record-state.ts'

/** A term that has an end: its place, counted from 1, renewals included. */
export type EndedTerm = {
  readonly slot: string
  readonly endsOn: DueDate
  /** Why it ends then, as the end of a sentence. */
  readonly basis: string
  readonly title: string
  /** The sessions that its end follows. */
  readonly sessions: Deadline['sessions']
  /** The agreement goes on after it, without another term. */
  readonly isOpenEnded: boolean
  /** No term follows, and there is nothing left to give notice of. */
  readonly isFinal: boolean
}

/** Of what is recorded: the end of the last term, or of the shortest time that an open one lasts. */
export function lastTerm(state: RecordState, around: Surroundings): EndedTerm | undefined {
  const { record } = state
  if (record.kind === 'commitment') return undefined
  const term = record.terms.at(-1)
  const ordinal = Math.max(1, record.terms.length)
  const common = {
    slot: String(ordinal),
    title: 'End of the term',
    sessions: [],
    isOpenEnded: false,
    isFinal: false,
  }
  const recorded = recordedEnd(state, around, term, common)
  const extended = extensionOf(state, ordinal)
  const isLater =
    extended !== undefined &&
    (recorded === undefined || earliestDay(extended.endsOn) > latestDay(recorded.endsOn))
  return isLater ? { ...common, ...extended } : recorded
}

function recordedEnd(
  state: RecordState,
  around: Surroundings,
  term: RecordTerm | undefined,
  common: Common,
): EndedTerm | undefined {
  if (term?.endsAtSession) return atSession(term.endsAtSession, around, common)
  const endsOn = term?.endsOn ?? '..'
  if (endsOn === '..') return minimumTerm(state, term, common)
  return {
    ...common,
    endsOn,
    basis: `the end of term ${common.slot} as recorded, ${describeDueDate(endsOn)}`,
  }
}

type Common = Omit<EndedTerm, 'endsOn' | 'basis'>

/** The last extension that names a new end: the term is the same, and ends later. */
function extensionOf({ events }: RecordState, ordinal: number) {
  const fact = datedFacts(events, 'extension').findLast(({ nextDueOn }) => nextDueOn !== null)
  if (fact === undefined || fact.nextDueOn === null) return undefined
  const end = describeDueDate(fact.nextDueOn)
  return {
    endsOn: fact.nextDueOn,
    basis: `the end of term ${ordinal}, ${end}, as set by ${happenedInWords(fact)}`,
  }
}

function atSession(tie: SessionEdge, around: Surroundings, common: Common): EndedTerm | undefined {
  const { organisationId, ordinal, edge } = tie
  const series = around.sessions(organisationId)
  const session = series && sessionAt(series, ordinal)
  const endsOn = edge === 'opens' ? session?.opensOn : session?.closesOn
  if (series === undefined || session === undefined || !endsOn) return undefined
  const of = `of session ${ordinal} of ${withArticle(series.organisationName)}`
  const basis =
    edge === 'opens'
      ? `the opening ${of}, ${session.basis}`
      : `the close ${of}, ${dayInWords(endsOn)} (opening ${session.basis})${closingEstimate(series, session)}`
  return {
    ...common,
    endsOn,
    basis,
    sessions: followedSessions(session, edge).map((each) => ({ organisationId, ordinal: each })),
  }
}

/** An agreement without an end that may not be left before some time has passed since it began. */
function minimumTerm(
  { record, events }: RecordState,
  term: RecordTerm | undefined,
  common: Common,
): EndedTerm | undefined {
  if (record.kind !== 'agreement' || record.minimumTerm === null) return undefined
  const entered = datedFacts(events, 'entry_into_force').find(({ organisationId }) => organisationId === null)
  const start = term?.startsOn ?? entered?.on
  const endsOn = start && lastDayOf(start, record.minimumTerm)
  if (start === undefined || start === null || endsOn === undefined) return undefined
  const since = `${describePeriod(record.minimumTerm)} from ${describeDueDate(start)}`
  const basis = `the end of the minimum term, ${since}; the agreement goes on after it until somebody gives notice`
  return { ...common, endsOn, basis, title: 'End of the minimum term', isOpenEnded: true }
}

/** Five years from 1 January 2020 end on 31 December 2024. */
function lastDayOf(start: ImpreciseDay, period: Period): DueDate | undefined {
  const next = shiftedWithin(start, spanOf(period), 1)
  // What is known to the year or month ends at an unknown day of it, not a day before.
  return next !== undefined && start.length === 10 ? shiftedWithin(next, spanOf('P1D'), -1) : next
}
