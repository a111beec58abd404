import type { Day } from '../time/day.ts'
import { dayInWords } from '../time/day-in-words.ts'
import { type DueDate, describeDueDate, earliestDay, isImprecise, latestDay } from '../time/imprecise-day.ts'

/**
 * What somebody has to say so that a deadline can be relied on: the day that is missing, a new date, a decision. Null:
 * nothing. `question` is what its rule asks of whoever answers for it.
 */
export function askOf(deadline: {
  readonly dueOn: DueDate | null
  readonly question: string | null
  /** When what is postponed is reviewed next. */
  readonly reviewOn: Day | null
}): string | null {
  const { dueOn, question, reviewOn } = deadline
  const missing = dueOn === null ? newDate(reviewOn) : missingDay(dueOn)
  const asked = [missing, question].filter((each) => each !== null)
  return asked.length === 0 ? null : asked.join(' ')
}

function newDate(reviewOn: Day | null): string {
  const next = reviewOn === null ? '' : ` It is reviewed every month, next on ${dayInWords(reviewOn)}.`
  return `It is postponed, with no new date yet. Is there one? Move it there, or cancel it.${next}`
}

function missingDay(dueOn: DueDate): string | null {
  if (!isImprecise(dueOn)) return null
  const known = dueOn.includes('/') ? describeDueDate(dueOn) : `in ${describeDueDate(dueOn)}`
  const [first, last] = [earliestDay(dueOn), latestDay(dueOn)].map(dayInWords)
  return `Its day is not known, only that it lies ${known}. Which day is it? Until that is recorded, it is reminded as if it were ${first}, and is overdue after ${last}.`
}
