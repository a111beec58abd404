import { invalid } from '../errors/refusal.ts'
import type { TrackedRecord } from '../record/record.ts'
import { shiftedWithin } from '../schedule/dated-events.ts'
import { mostTracked } from '../schedule/occurrences.ts'
import { type Day, dayNumber } from '../time/day.ts'
import { type DueDate, describeDueDate, earliestDay, shiftedInCalendar } from '../time/imprecise-day.ts'
import { backwards, describePeriod, multiplesFrom, type Period, spanOf } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import type { DeadlineKey } from './deadline.ts'
import type { RuledDeadline } from './ruled-deadline.ts'
import type { Window } from './window.ts'

/** A term that has an end: its place, counted from 1, renewals included. */
type EndedTerm = { readonly slot: string; readonly endsOn: DueDate; readonly basis: string }

/**
 * The end of the current term and the last day to give notice before it. Where renewal is tacit, of each term that
 * follows too: notice is always counted from the end of the term it is for (VCLT 54 and 56, and the agreement's own
 * clause). A term with another after it has been decided on, and asks for nothing.
 * @throws Refusal invalid at /renewalPeriod where there are more than 5,000
 */
export function* termDeadlinesBetween(
  record: TrackedRecord,
  calendar: WorkingCalendar,
  window: Window,
): Generator<RuledDeadline> {
  let terms = 0
  for (const term of endedTermsFrom(record, window.from)) {
    terms += 1
    if (terms > mostTracked)
      throw invalid('/renewalPeriod', `There are more than ${mostTracked} terms. Write a longer period.`)
    const deadlines = ofTerm(record, term, calendar)
    yield* deadlines
    if (deadlines.every(({ dueOn }) => earliestDay(dueOn) > window.to)) return
  }
}

export function termDeadline(
  record: TrackedRecord,
  calendar: WorkingCalendar,
  key: DeadlineKey,
): RuledDeadline | undefined {
  const last = lastTerm(record)
  if (last === undefined || !/^\d{1,7}$/.test(key.slot)) return undefined
  const renewals = Number(key.slot) - Number(last.slot)
  const term = renewals === 0 ? last : renewedTerm(record, last, renewals)
  return term && ofTerm(record, term, calendar).find((deadline) => deadline.key.kind === key.kind)
}

/** The last term as recorded, and where renewal is tacit, those that follow and end after about the day. */
function* endedTermsFrom(record: TrackedRecord, from: Day): Generator<EndedTerm> {
  const last = lastTerm(record)
  if (last === undefined) return
  yield last
  const period = tacitRenewalPeriod(record)
  if (period === undefined) return
  const anchor = dayNumber(earliestDay(last.endsOn))
  // A year early: an end that is known to the year may reach into the window.
  for (const { n } of multiplesFrom(anchor, spanOf(period), dayNumber(from) - 366)) {
    const term = n === 0 ? undefined : renewedTerm(record, last, n)
    if (term !== undefined) yield term
  }
}

function lastTerm(record: TrackedRecord): EndedTerm | undefined {
  if (record.kind === 'commitment') return undefined
  const endsOn = record.terms.at(-1)?.endsOn ?? '..'
  if (endsOn === '..') return undefined
  const ordinal = record.terms.length
  const basis = `the end of term ${ordinal} as recorded, ${describeDueDate(endsOn)}`
  return { slot: String(ordinal), endsOn, basis }
}

/** The term after so many tacit renewals, its end counted from the end that is recorded. */
function renewedTerm(record: TrackedRecord, last: EndedTerm, renewals: number): EndedTerm | undefined {
  const period = tacitRenewalPeriod(record)
  const endsOn = period && renewals > 0 ? shiftedWithin(last.endsOn, spanOf(period), renewals) : undefined
  if (period === undefined || endsOn === undefined) return undefined
  const ordinal = Number(last.slot) + renewals
  const basis = `the end of term ${ordinal}, ${describeDueDate(endsOn)}, if the term is renewed tacitly for ${describePeriod(period)} each time`
  return { slot: String(ordinal), endsOn, basis }
}

function tacitRenewalPeriod(record: TrackedRecord): Period | undefined {
  if (record.kind !== 'agreement' || record.renewal !== 'tacit') return undefined
  return record.renewalPeriod ?? undefined
}

function ofTerm(record: TrackedRecord, term: EndedTerm, calendar: WorkingCalendar): RuledDeadline[] {
  const { slot, endsOn, basis } = term
  const end: RuledDeadline = {
    key: { kind: 'term_end', slot },
    title: 'End of the term',
    dueOn: endsOn,
    basis: `${basis.charAt(0).toUpperCase()}${basis.slice(1)}.`,
  }
  const notice = noticePeriod(record)
  const noticeOn = notice && shiftedInCalendar(endsOn, backwards(notice), calendar)
  if (notice === undefined || noticeOn === undefined) return [end]
  return [
    {
      key: { kind: 'notice', slot },
      title: 'Last day to give notice',
      dueOn: noticeOn,
      basis: `${describePeriod(notice)} before ${basis}.`,
    },
    end,
  ]
}

function noticePeriod(record: TrackedRecord): Period | undefined {
  return record.kind === 'agreement' && record.notice !== null ? record.notice : undefined
}
