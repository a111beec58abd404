import { t, wordFor } from '../words/words.ts'

const dayMs = 86_400_000

function utc(day: string): Date {
  const date = new Date(0)
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number)
  date.setUTCFullYear(year, month - 1, dayOfMonth)
  return date
}

/**
 * '17 December 2026', 'December 2026', '2026', 'between 1 October 2025 and 30 September 2026': as precise as the date
 * is, and the month by its name, for numbers alone are read differently from one country to the next. The names are the
 * catalogue's: a browser may have none in a language, and then writes '2026 M12 17'. French writes '1er' for the first.
 */
export function dayWords(due: string): string {
  const [first = '', last] = due.split('/')
  if (last !== undefined) return t('date.between', { first: dayWords(first), last: dayWords(last) })
  const [year = '', month, day] = first.split('-')
  if (month === undefined) return year
  if (day === undefined) return t('date.month', { month: monthWords(first), year })
  const numeral = day === '01' ? t('date.firstDay') : String(Number(day))
  return t('date.day', { day: numeral, month: monthWords(first), year })
}

/** The month alone, of a day or of `2026-12`. */
export function monthWords(month: string): string {
  return wordFor('month', String(Number(month.slice(5, 7))))
}

export function weekdayWords(isoWeekday: number): string {
  return wordFor('weekday', String(isoWeekday))
}

/** An instant on the clocks of a zone: '17 December 2026 at 08:00'. */
export function instantWords(instant: string, zone: string): string {
  const clock = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const time = new Intl.DateTimeFormat('en-GB', clock).format(new Date(instant))
  return t('date.instant', { day: dayWords(civilDayOf(instant, zone)), time })
}

/** The civil day of an instant in a zone. */
export function civilDayOf(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant))
}

/** 'today', 'in 23 days', '4 days ago', counted to the earliest day before it comes and from the latest after. */
export function distanceWords(due: string, today: string): string {
  const days = daysFrom(today, due)
  const n = Math.abs(days)
  const isPast = days < 0
  if (n === 0) return t('distance.today')
  if (n === 1) return t(isPast ? 'distance.yesterday' : 'distance.tomorrow')
  if (n < 60) return t(isPast ? 'distance.daysAgo' : 'distance.inDays', { n })
  if (n < 730) return t(isPast ? 'distance.monthsAgo' : 'distance.inMonths', { n: Math.round(n / 30.44) })
  return t(isPast ? 'distance.yearsAgo' : 'distance.inYears', { n: Math.round(n / 365.25) })
}

/** Days until the date may first come; below 0 once its last day has passed; 0 while it may be today. */
export function daysFrom(today: string, due: string): number {
  const until = Math.round((utc(earliest(due)).getTime() - utc(today).getTime()) / dayMs)
  if (until >= 0) return until
  return Math.min(0, Math.round((utc(latest(due)).getTime() - utc(today).getTime()) / dayMs))
}

export function earliest(due: string): string {
  const [first = ''] = due.split('/')
  return `${first}${'-01-01'.slice(first.length - 4)}`.slice(0, 10)
}

export function latest(due: string): string {
  const text = due.split('/').at(-1) ?? ''
  if (text.length === 4) return `${text}-12-31`
  if (text.length > 7) return text
  const [year = 0, month = 1] = text.split('-').map(Number)
  return iso(new Date(Date.UTC(year, month, 0)))
}

export function plusDays(day: string, days: number): string {
  return iso(new Date(utc(day).getTime() + days * dayMs))
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** Whether the date is known to the day. */
export function isPrecise(due: string): boolean {
  return due.length === 10
}
