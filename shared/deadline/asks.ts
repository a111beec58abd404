import { dayInWords } from '../time/day-in-words.ts'
import { type DueDate, describeDueDate, earliestDay, isImprecise, latestDay } from '../time/imprecise-day.ts'

/**
 * What somebody has to say so that a deadline can be relied on: the day that is missing, a new date, a decision. Null:
 * nothing. `question` is what its rule asks of whoever answers for it.
 */
export function askOf({
  dueOn,
  question,
}: {
  dueOn: DueDate | null
  question: string | null
}): string | null {
  const missing = dueOn === null ? noDate : missingDay(dueOn)
  return missing === null ? question : question === null ? missing : `${missing} ${question}`
}

const noDate = 'It is postponed, with no new date yet. Is there one? Move it there, or cancel it.'

function missingDay(dueOn: DueDate): string | null {
  if (!isImprecise(dueOn)) return null
  const known = dueOn.includes('/') ? describeDueDate(dueOn) : `in ${describeDueDate(dueOn)}`
  const [first, last] = [earliestDay(dueOn), latestDay(dueOn)].map(dayInWords)
  return `Its day is not known, only that it lies ${known}. Which day is it? Until that is recorded, it is reminded as if it were ${first}, and is overdue after ${last}.`
}
