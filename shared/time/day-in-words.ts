import { type Civil, civilAt } from './civil.ts'
import { type Day, dayNumber } from './day.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** 'September' for 9. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? String(month)
}

/** 'Tuesday' for 2, as ISO numbers the days of the week. */
export function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? String(weekday)
}

/** '8 September 2026': a month is never written as a number, which readers take for the day. */
export function dayInWords(day: Day): string {
  return civilInWords(civilAt(dayNumber(day)))
}

function civilInWords({ year, month, dayOfMonth }: Civil): string {
  return `${dayOfMonth} ${monthName(month)} ${year}`
}

/** '1st', '22nd', '13th'. */
export function ordinalInWords(n: number): string {
  const tens = n % 100
  if (tens >= 11 && tens <= 13) return `${n}th`
  const endings: Record<number, string> = { 1: 'st', 2: 'nd', 3: 'rd' }
  return `${n}${endings[n % 10] ?? 'th'}`
}

/** 'a, b and c', or with another last word. */
export function listInWords(items: readonly string[], lastWord: 'and' | 'or' = 'and'): string {
  const last = items.at(-1)
  if (last === undefined) return ''
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} ${lastWord} ${last}`
}

/** '1 day', '5 working days'. */
export function countInWords(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`
}
