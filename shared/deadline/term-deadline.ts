import { invalid } from '../errors/refusal.ts'
import type { Agreement } from '../record/agreement.ts'
import type { TrackedRecord } from '../record/record.ts'
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

/** The deadlines of one term, in the order in which they come: to decide, to give notice, its end. */
function ofTerm(state: RecordState, around: Surroundings, term: EndedTerm): readonly RuledDeadline[] {
  const { slot, endsOn, basis, title, sessions, isFinal } = term
  const { record } = state
  const end = {
    key: { kind: 'term_end', slot },
    title,
    dueOn: endsOn,
    basis: sentence(basis),
    sessions,
  } as const
  if (isFinal || record.kind !== 'agreement') return [end]
  const noticeOn = before(endsOn, record.notice, around)
  const counted = noticeOn && record.notice ? `${describePeriod(record.notice)} before ${basis}` : undefined
  const common = { asks: question(record, term), sessions }
  if (noticeOn === undefined || counted === undefined)
    return [...decision(record, around, { ...common, slot, before: endsOn, basis }), end]
  const notice: RuledDeadline = {
    ...common,
    key: { kind: 'notice', slot },
    title: 'Last day to give notice',
    dueOn: noticeOn,
    basis: `${counted}.`,
  }
  const lastDay = `the last day to give notice, ${describeDueDate(noticeOn)}, which is ${counted}`
  return [...decision(record, around, { ...common, slot, before: noticeOn, basis: lastDay }), notice, end]
}

/** The day by which to decide, so long before another. */
function decision(
  { decideBefore }: Pick<Agreement, 'decideBefore'>,
  around: Surroundings,
  {
    slot,
    before: date,
    basis,
    ...common
  }: Pick<EndedTerm, 'slot' | 'basis' | 'sessions'> & { before: DueDate; asks: string },
): RuledDeadline[] {
  const dueOn = before(date, decideBefore, around)
  if (decideBefore === null || dueOn === undefined) return []
  const title = 'Decide whether it goes on'
  return [
    {
      ...common,
      key: { kind: 'decision', slot },
      title,
      dueOn,
      basis: `${describePeriod(decideBefore)} before ${basis}.`,
    },
  ]
}

/** So long before a date; undefined where nothing is asked for, or it would leave the calendar. */
function before(from: DueDate, period: Period | null, around: Surroundings): DueDate | undefined {
  return period === null ? undefined : shiftedInCalendar(from, backwards(period), around.calendar(undefined))
}

/** Nothing is ever renewed silently: what happens without a decision is said before it does. */
function question(record: TrackedRecord, { endsOn, isOpenEnded }: EndedTerm): string {
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
