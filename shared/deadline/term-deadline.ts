import type { TrackedRecord } from '../record/record.ts'
import { type DueDate, describeDueDate, earliestDay, shiftDueDate } from '../time/imprecise-day.ts'
import { backwards, describePeriod, type Period, spanOf } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import type { DeadlineKey } from './deadline.ts'
import type { RuledDeadline } from './ruled-deadline.ts'
import type { Window } from './window.ts'

/** A term that has an end: its place, counted from 1, renewals included. */
type EndedTerm = { readonly slot: string; readonly endsOn: DueDate; readonly basis: string }

/** At most so many tacit renewals are looked at: more years than a calendar has, at one renewal a year. */
const mostRenewals = 10_000

/**
 * The end of the current term and the last day to give notice before it. Where renewal is tacit, of each term that
 * follows too: notice is always counted from the end of the term it is for (VCLT 54 and 56, and the agreement's own
 * clause). A term with another after it has been decided on, and asks for nothing.
 */
export function* termDeadlinesBetween(
  record: TrackedRecord,
  calendar: WorkingCalendar,
  window: Window,
): Generator<RuledDeadline> {
  for (const term of endedTerms(record)) {
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
  for (const term of endedTerms(record)) {
    if (term.slot !== key.slot) continue
    return ofTerm(record, term, calendar).find((deadline) => deadline.key.kind === key.kind)
  }
  return undefined
}

function* endedTerms(record: TrackedRecord): Generator<EndedTerm> {
  if (record.kind === 'commitment') return
  const last = record.terms.at(-1)
  if (last === undefined || last.endsOn === null || last.endsOn === '..') return
  const ordinal = record.terms.length
  yield {
    slot: String(ordinal),
    endsOn: last.endsOn,
    basis: `the end of term ${ordinal} as recorded, ${describeDueDate(last.endsOn)}`,
  }
  const period = tacitRenewalPeriod(record)
  if (period === undefined) return
  for (let renewals = 1; renewals <= mostRenewals; renewals += 1) {
    const endsOn = renewed(last.endsOn, period, renewals)
    if (endsOn === undefined) return
    const basis = `the end of term ${ordinal + renewals}, ${describeDueDate(endsOn)}, if the term is renewed tacitly for ${describePeriod(period)} each time`
    yield { slot: String(ordinal + renewals), endsOn, basis }
  }
}

function tacitRenewalPeriod(record: TrackedRecord): Period | undefined {
  if (record.kind !== 'agreement' || record.renewal !== 'tacit') return undefined
  return record.renewalPeriod ?? undefined
}

/** The end after so many renewals, counted from the end that is recorded; undefined beyond the calendar. */
function renewed(endsOn: DueDate, period: Period, times: number): DueDate | undefined {
  const { months, days } = spanOf(period)
  if (months * times > 120_000 || days * times > 3_000_000) return undefined
  const span: Period = `P${months * times}M${days * times}D`
  try {
    return shiftDueDate(endsOn, span, { workingDays: [1], holidays: [] })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
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
  if (notice === undefined) return [end]
  return [
    {
      key: { kind: 'notice', slot },
      title: 'Last day to give notice',
      dueOn: shiftDueDate(endsOn, backwards(notice), calendar),
      basis: `${describePeriod(notice)} before ${basis}.`,
    },
    end,
  ]
}

function noticePeriod(record: TrackedRecord): Period | undefined {
  return record.kind === 'agreement' && record.notice !== null ? record.notice : undefined
}
