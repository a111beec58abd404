import { day, dayAt, dayNumber } from '../../shared/time/day.ts'
import { recurrence } from '../../shared/time/recurrence.ts'
import { recurrenceRule } from '../../shared/time/recurrence-text.ts'

/** The days that the engine gives for a rule that starts on `startsOn`, asked from `from` to `end`, as ISO text. */
export function engineDays(text: string, startsOn: string, end: string, from = startsOn): string[] {
  const anchor = dayNumber(day(startsOn))
  const last = dayNumber(day(end))
  const days: string[] = []
  for (const number of recurrence(recurrenceRule(text), anchor)(dayNumber(day(from)))) {
    if (number > last) break
    days.push(dayAt(number))
  }
  return days
}
