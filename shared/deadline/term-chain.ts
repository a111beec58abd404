import { happenedInWords } from '../event/event-in-words.ts'
import type { TrackedRecord } from '../record/record.ts'
import { shiftedWithin } from '../schedule/dated-events.ts'
import { type Day, dayNumber } from '../time/day.ts'
import { describeDueDate, earliestDay, latestDay, shiftedInCalendar } from '../time/imprecise-day.ts'
import { backwards, describePeriod, multiplesFrom, type Period, spanOf } from '../time/period.ts'
import { type Closings, closingsOf, earliestOf } from './closing.ts'
import { effectOf } from './denunciation.ts'
import { type EndedTerm, lastTerm } from './ended-term.ts'
import type { RecordState, Surroundings } from './record-state.ts'

/** The terms of a record that have an end, from the last that is recorded on. */
export type TermChain = {
  /** Those that end after about a day. */
  readonly from: (day: Day) => Iterable<EndedTerm>
  readonly at: (slot: string) => EndedTerm | undefined
}

/**
 * The last term as recorded and, where renewal is tacit, those that follow it; up to the one in which the record ends:
 * because it was denounced, terminated, or the body is abolished.
 */
export function termChain(state: RecordState, around: Surroundings): TermChain {
  const last = lastTerm(state, around)
  const closings = closingsOf(state, around)
  if (last === undefined) return openChain(state, closings)
  const renewedAt = (renewals: number) => (renewals === 0 ? last : renewedTerm(state.record, last, renewals))
  const termAt = (renewals: number): EndedTerm | undefined => {
    const before = renewals > 0 ? renewedAt(renewals - 1) : undefined
    if (before !== undefined && finalTerm(before, state, around, closings) !== undefined) return undefined
    const term = renewedAt(renewals)
    return term && (finalTerm(term, state, around, closings) ?? term)
  }
  return {
    *from(day) {
      for (const renewals of renewalsFrom(state.record, last, day)) {
        const term = termAt(renewals)
        if (term === undefined) return
        yield term
      }
    },
    at: (slot) => {
      const renewals = /^\d{1,7}$/.test(slot) ? Number(slot) - Number(last.slot) : -1
      return renewals < 0 ? undefined : termAt(renewals)
    },
  }
}

/** How many renewals lie between the last recorded term and each that ends after about a day: 0, then those. */
function* renewalsFrom(record: TrackedRecord, last: EndedTerm, from: Day): Generator<number> {
  yield 0
  const period = tacitRenewalPeriod(record)
  if (period === undefined) return
  const anchor = dayNumber(earliestDay(last.endsOn))
  // A year early: an end that is known to the year may reach into the window.
  for (const { n } of multiplesFrom(anchor, spanOf(period), dayNumber(from) - 366)) if (n > 0) yield n
}

/** The term after so many tacit renewals, its end counted from the end that is recorded. */
function renewedTerm(record: TrackedRecord, last: EndedTerm, renewals: number): EndedTerm | undefined {
  const period = tacitRenewalPeriod(record)
  const endsOn = period && renewals > 0 ? shiftedWithin(last.endsOn, spanOf(period), renewals) : undefined
  if (period === undefined || endsOn === undefined) return undefined
  const ordinal = Number(last.slot) + renewals
  const basis = `the end of term ${ordinal}, ${describeDueDate(endsOn)}, if the term is renewed tacitly for ${describePeriod(period)} each time`
  return { ...last, slot: String(ordinal), endsOn, basis }
}

/** How long each tacit renewal lasts, where the agreement is renewed tacitly. */
export function tacitRenewalPeriod(record: TrackedRecord): Period | undefined {
  if (record.kind !== 'agreement' || record.renewal !== 'tacit') return undefined
  return record.renewalPeriod ?? undefined
}

/** The term as the last one, or undefined where another may follow it. */
function finalTerm(
  term: EndedTerm,
  { record }: RecordState,
  around: Surroundings,
  { on, denounced }: Closings,
): EndedTerm | undefined {
  if (on !== undefined && earliestDay(term.endsOn) >= earliestDay(on.dueOn))
    return { ...term, endsOn: on.dueOn, basis: on.basis, sessions: [], isFinal: true }
  if (denounced === undefined || record.kind !== 'agreement') return undefined
  const { notice } = record
  const noticeOn = notice
    ? shiftedInCalendar(term.endsOn, backwards(notice), around.calendar(undefined))
    : term.endsOn
  if (noticeOn === undefined || latestDay(noticeOn) < earliestDay(denounced.on)) return undefined
  return {
    ...term,
    basis: `${term.basis}, and not renewed after ${happenedInWords(denounced)}`,
    isFinal: true,
  }
}

/** Terms without an end: there is one only where something has ended them. */
function openChain({ record }: RecordState, { on, denounced }: Closings): TermChain {
  const effect = denounced && record.kind === 'agreement' ? effectOf(record, denounced) : undefined
  const end = earliestOf([on, effect].filter((each) => each !== undefined))
  if (end === undefined || record.kind === 'commitment') return { from: () => [], at: () => undefined }
  const slot = String(Math.max(1, record.terms.length))
  const { dueOn: endsOn, basis } = end
  const only = {
    slot,
    endsOn,
    basis,
    title: 'End of the term',
    sessions: [],
    isOpenEnded: false,
    isFinal: true,
  }
  return { from: () => [only], at: (text) => (text === slot ? only : undefined) }
}
