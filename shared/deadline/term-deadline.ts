import { invalid } from '../errors/refusal.ts'
import { mostRead } from '../schedule/occurrences.ts'
import { type DueDate, describeDueDate, earliestDay, shiftedInCalendar } from '../time/imprecise-day.ts'
import { backwards, describePeriod, type Period } from '../time/period.ts'
import type { DeadlineKey } from './deadline.ts'
import type { EndedTerm } from './ended-term.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import type { RuledDeadline } from './ruled-deadline.ts'
import { tacitRenewalPeriod, termChain } from './term-chain.ts'
import type { Window } from './window.ts'

/**
 * The end of the current term, the last day to give notice before it, and the day by which to decide. Where renewal is
 * tacit, of each term that follows too: notice is always counted from the end of the term it is for (VCLT 54 and 56,
 * and the agreement's own clause). A term with another after it has been decided on, and asks for nothing.
 * @throws Refusal invalid at /renewalPeriod where there are more than 20,000
 */
export function* termDeadlinesBetween(
  state: RecordState,
  around: Surroundings,
  window: Window,
): Generator<RuledDeadline> {
  let terms = 0
  for (const term of termChain(state, around).from(window.from)) {
    terms += 1
    if (terms > mostRead)
      throw invalid('/renewalPeriod', `There are more than ${mostRead} terms. Write a longer period.`)
    const deadlines = ofTerm(state, around, term)
    yield* deadlines
    if (deadlines.every(({ dueOn }) => earliestDay(dueOn) > window.to)) return
  }
}

export function termDeadline(
  state: RecordState,
  around: Surroundings,
  key: DeadlineKey,
): RuledDeadline | undefined {
  const term = termChain(state, around).at(key.slot)
  return term && ofTerm(state, around, term).find((deadline) => deadline.key.kind === key.kind)
}

function ofTerm(state: RecordState, around: Surroundings, term: EndedTerm): readonly RuledDeadline[] {
  const { slot, endsOn, basis, title, sessions, isFinal } = term
  const end: RuledDeadline = {
    key: { kind: 'term_end', slot },
    title,
    dueOn: endsOn,
    basis: sentence(basis),
    sessions,
  }
  const { record } = state
  if (isFinal || record.kind !== 'agreement') return [end]
  const before = (from: DueDate, period: Period) =>
    shiftedInCalendar(from, backwards(period), around.calendar(undefined))
  const { notice, decideBefore } = record
  const noticeOn = notice === null ? undefined : before(endsOn, notice)
  const decideOn = decideBefore === null ? undefined : before(noticeOn ?? endsOn, decideBefore)
  const decision: RuledDeadline[] =
    decideBefore === null || decideOn === undefined
      ? []
      : [
          {
            key: { kind: 'decision', slot },
            title: 'Decide whether it goes on',
            dueOn: decideOn,
            basis: `${describePeriod(decideBefore)} before ${noticeOn === undefined ? basis : `the last day to give notice, ${describeDueDate(noticeOn)}, which is ${describePeriod(notice ?? decideBefore)} before ${basis}`}.`,
            asks: question(state, term),
            sessions,
          },
        ]
  if (notice === null || noticeOn === undefined) return [...decision, end]
  const last: RuledDeadline = {
    key: { kind: 'notice', slot },
    title: 'Last day to give notice',
    dueOn: noticeOn,
    basis: `${describePeriod(notice)} before ${basis}.`,
    asks: question(state, term),
    sessions,
  }
  return [...decision, last, end]
}

/** Nothing is ever renewed silently: what happens without a decision is said before it does. */
function question({ record }: RecordState, { endsOn, isOpenEnded }: EndedTerm): string {
  const period = tacitRenewalPeriod(record)
  const end = describeDueDate(endsOn)
  if (isOpenEnded) return `Decide whether to give notice: without it, the agreement goes on after ${end}.`
  if (period !== undefined)
    return `Decide whether to give notice: without it, the agreement is renewed for ${describePeriod(period)} after ${end}.`
  return `Decide whether to give notice, renew or let it end: the end of the term is ${end}.`
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
