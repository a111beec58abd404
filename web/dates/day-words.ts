import { languageTag, t } from '../words/words.ts'

const dayMs = 86_400_000

function utc(day: string): Date {
  const date = new Date(0)
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number)
  date.setUTCFullYear(year, month - 1, dayOfMonth)
  return date
}

function formatted(date: Date, options: Intl.DateTimeFormatOptions): string {
  const tag = languageTag.value.replace('-x-pseudo', '-GB').replace(/^en$/, 'en-GB')
  const parts = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options }).formatToParts(date)
  return parts.map(({ type, value }) => (type === 'day' ? dayNumeral(value, tag) : value)).join('')
}

/** French counts the first of a month and numbers the others: '1er mai', '2 mai'. */
function dayNumeral(day: string, tag: string): string {
  return tag === 'fr' && day === '1' ? '1er' : day
}

/**
 * '17 December 2026', 'December 2026', '2026', 'between 1 October 2025 and 30 September 2026': as precise as the date
 * is, and the month by its name, for numbers alone are read differently from one country to the next.
 */
export function dayWords(due: string): string {
  const [first = '', last] = due.split('/')
  if (last !== undefined) return t('date.between', { first: dayWords(first), last: dayWords(last) })
  if (first.length === 4) return formatted(utc(first), { year: 'numeric' })
  if (first.length === 7) return formatted(utc(first), { year: 'numeric', month: 'long' })
  return formatted(utc(first), { year: 'numeric', month: 'long', day: 'numeric' })
}

/** The month alone, of a day or of `2026-12`. */
export function monthWords(month: string): string {
  return formatted(utc(month), { month: 'long' })
}

export function weekdayWords(isoWeekday: number): string {
  return formatted(new Date(Date.UTC(2024, 0, isoWeekday)), { weekday: 'long' })
}

/** An instant on the clocks of a zone: '17 December 2026, 08:00'. */
export function instantWords(instant: string, zone: string): string {
  return formatted(new Date(instant), {
    timeZone: zone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

/** The civil day of an instant in a zone. */
export function civilDayOf(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant))
}

/** 'today', 'in 23 days', '4 days ago', counted to the earliest day before it comes and from the latest after. */
export function distanceWords(due: string, today: string): string {
  const days = daysFrom(today, due)
  const format = new Intl.RelativeTimeFormat(languageTag.value.replace('-x-pseudo', ''), { numeric: 'auto' })
  if (Math.abs(days) < 60) return format.format(days, 'day')
  if (Math.abs(days) < 730) return format.format(Math.round(days / 30.44), 'month')
  return format.format(Math.round(days / 365.25), 'year')
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
