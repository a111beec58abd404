import { countInWords } from '../time/day-in-words.ts'
import { type DueDate, describeDueDate, isImprecise } from '../time/imprecise-day.ts'

/** Why a person is told now. */
export type Reason = 'lead' | 'added' | 'moved' | 'handover' | 'escalation' | 'undelivered' | 'absence'

/** What a reader needs to know of a due date; `daysLeft` is negative when it is overdue. */
export type When = {
  readonly dueOn: DueDate | null
  readonly previousDueOn: DueDate | null
  readonly daysLeft: number | null
  readonly reason: Reason
}

/** '13 November 2026 (in 30 days)'. A moved date says the old and the new one. */
export function whenInWords(when: When): string {
  const { dueOn, previousDueOn } = when
  if (dueOn === null) {
    const before = previousDueOn === null ? '' : ` (it was ${describeDueDate(previousDueOn)})`
    return `postponed, no new date yet${before}`
  }
  const hasMoved = when.reason === 'moved' && previousDueOn !== null && previousDueOn !== dueOn
  const date = hasMoved
    ? `moved from ${asObject(previousDueOn)} to ${asObject(dueOn)}`
    : describeDueDate(dueOn)
  return when.daysLeft === null ? date : `${date} (${daysLeftInWords(dueOn, when.daysLeft)})`
}

/** 'the first on 13 November 2026', 'the first in December 2026'. */
export function firstInWords(dueOn: DueDate): string {
  if (!isImprecise(dueOn)) return `the first on ${describeDueDate(dueOn)}`
  return `the first ${isInterval(dueOn) ? '' : 'in '}${describeDueDate(dueOn)}`
}

/** Why the reader hears of it today. Leads are days before the due date, negative after it. */
export function reasonInWords(when: When, leadDays: number | null): string | null {
  if (when.reason === 'added') return 'This deadline was added.'
  if (when.reason === 'handover') return 'This deadline was handed over to you.'
  if (when.reason === 'undelivered') return 'A reminder of this deadline could not be delivered.'
  if (when.reason === 'absence') return 'Whoever answers for this deadline is away.'
  if (when.reason === 'escalation') return 'Nobody has acknowledged this deadline.'
  if (when.reason === 'moved') {
    return when.previousDueOn === null
      ? 'This deadline has a date now.'
      : 'The date of this deadline changed.'
  }
  if (leadDays === null) return null
  if (when.dueOn === null) return 'The monthly review of what has no date.'
  if (leadDays === 0) return 'A reminder on the due date.'
  const days = countInWords(Math.abs(leadDays), 'day')
  return leadDays > 0 ? `A reminder ${days} before the due date.` : `A reminder ${days} after the due date.`
}

// A date known only to a month, a year or an interval is counted to its earliest day, and says so.
function daysLeftInWords(dueOn: DueDate, daysLeft: number): string {
  if (daysLeft < 0) return `${countInWords(-daysLeft, 'day')} overdue`
  if (isImprecise(dueOn))
    return daysLeft === 0 ? 'from today' : `in ${countInWords(daysLeft, 'day')} at the earliest`
  return daysLeft === 0 ? 'today' : `in ${countInWords(daysLeft, 'day')}`
}

function asObject(dueOn: DueDate): string {
  return isInterval(dueOn) ? `a day ${describeDueDate(dueOn)}` : describeDueDate(dueOn)
}

function isInterval(dueOn: DueDate): boolean {
  return dueOn.includes('/')
}
