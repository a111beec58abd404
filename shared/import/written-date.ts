import { dayAt } from '../time/day.ts'
import { monthName } from '../time/day-in-words.ts'
import { describeDueDate, ImpreciseDay } from '../time/imprecise-day.ts'

/** A date as somebody wrote it: understood, or understood in more than one way, or not at all. */
export type WrittenDate =
  | { readonly kind: 'understood'; readonly on: ImpreciseDay }
  | { readonly kind: 'ambiguous'; readonly readings: readonly ImpreciseDay[] }
  | { readonly kind: 'unreadable' }

/** In which order a whole sheet writes 03/04/2026: told by whoever imports it, never guessed. */
export type DateOrder = 'day-first' | 'month-first'

const months = Array.from({ length: 12 }, (_, index) => monthName(index + 1).toLowerCase())
const unreadable: WrittenDate = { kind: 'unreadable' }

/**
 * What a text says of a date: 31.12.2026, 31/12/2026, 2026-12-31, 31 December 2026, December 31, 2026, Dec 2026,
 * 12.2026, 2018. Between dots the day comes first; between slashes or hyphens it may not, and a text that can be read
 * in both ways has two readings unless the order is told. A year of two digits has two as well.
 */
export function readDate(text: string, order?: DateOrder): WrittenDate {
  const plain = text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/^(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,? /i, '')
  return iso(plain) ?? inNumbers(plain, order) ?? inWords(plain) ?? unreadable
}

/**
 * The day that a spreadsheet counts as the number: 1 is 1 January 1900, and 60 a day that never was.
 * Source: ECMA-376 part 1, 18.17.4.1.
 */
export function serialDay(serial: number): ImpreciseDay | undefined {
  const whole = Math.floor(serial)
  if (whole < 1 || whole > 2_958_465 || whole === 60) return undefined
  return dayAt(whole - (whole < 60 ? 25_568 : 25_569))
}

/** What a person has to be told of a date that was not understood. */
export function dateAdvice(text: string, written: WrittenDate): string {
  if (written.kind !== 'ambiguous')
    return `"${text}" is not a date that can be read. Write 2026-12-31, 31.12.2026, 31 December 2026, Dec 2026 or 2026.`
  const readings = written.readings.map(describeDueDate).join(' or ')
  return `"${text}" may be ${readings}. Write it as ${written.readings.join(' or ')}, or say the order of all dates with dates=day-first or dates=month-first.`
}

function iso(text: string): WrittenDate | undefined {
  const [, on] = /^(\d{4}(?:-\d{2}){0,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text) ?? []
  return on === undefined ? undefined : understood(on)
}

function inNumbers(text: string, order: DateOrder | undefined): WrittenDate | undefined {
  const [, a = '', mark = '', b = '', , year = ''] =
    /^(\d{1,4})\s?([./-])\s?(\d{1,2})(\s?\2\s?(\d{4}|\d{2}))?\.?$/.exec(text) ?? []
  if (a === '') return undefined
  if (a.length > 2)
    return year === '' ? undefined : a.length === 4 ? understood(civil(a, b, year)) : undefined
  const monthAndYear = /^(\d{1,2})\s?[./-]\s?(\d{4})$/.exec(text)
  if (monthAndYear !== null || year === '') return undefined
  const dayFirst = civil(year, b, a)
  const monthFirst = civil(year, a, b)
  if (year.length === 2)
    return ambiguous([
      `19${dayFirst}`,
      `20${dayFirst}`,
      ...(mark === '.' ? [] : [`19${monthFirst}`, `20${monthFirst}`]),
    ])
  if (mark === '.' || order === 'day-first') return understood(dayFirst)
  if (order === 'month-first') return understood(monthFirst)
  return ambiguous([dayFirst, monthFirst])
}

function inWords(text: string): WrittenDate | undefined {
  const [, numeric, numericYear] = /^(\d{1,2})\s?[./-]\s?(\d{4})$/.exec(text) ?? []
  if (numeric !== undefined) return understood(`${numericYear}-${two(numeric)}`)
  const [, first, dayFirst, dayYear] =
    /^(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]+)\.?[ ,.-]+(\d{4}|\d{2})$/i.exec(text) ?? []
  if (first !== undefined) return named(dayYear, dayFirst, first)
  const [, monthFirst, second, year] = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text) ?? []
  if (monthFirst !== undefined) return named(year, monthFirst, second)
  const [, month, monthYear] = /^([a-z]+)\.?[ ,.-]+(\d{4})$/i.exec(text) ?? []
  return month === undefined ? undefined : named(monthYear, month, undefined)
}

/** A month by its name or its first three letters or more. */
function named(year = '', name = '', dayOfMonth: string | undefined): WrittenDate {
  const letters = name.toLowerCase()
  const month = months.findIndex(
    (each) =>
      letters.length >= 3 && (each.startsWith(letters) || (letters === 'sept' && each === 'september')),
  )
  if (month < 0) return unreadable
  const rest = `-${two(String(month + 1))}${dayOfMonth === undefined ? '' : `-${two(dayOfMonth)}`}`
  return year.length === 2
    ? ambiguous([`19${year}${rest}`, `20${year}${rest}`])
    : understood(`${year}${rest}`)
}

function civil(year: string, month: string, dayOfMonth: string): string {
  return `${year}-${two(month)}-${two(dayOfMonth)}`
}

function two(digits: string): string {
  return digits.padStart(2, '0')
}

function understood(on: string): WrittenDate {
  const read = ImpreciseDay.safeParse(on)
  return read.success ? { kind: 'understood', on: read.data } : unreadable
}

/** The readings that are days of the calendar: of one there is no doubt. */
function ambiguous(texts: readonly string[]): WrittenDate {
  const readings = [...new Set(texts)].flatMap((text) => {
    const read = understood(text)
    return read.kind === 'understood' ? [read.on] : []
  })
  const [only] = readings
  if (only === undefined) return unreadable
  return readings.length === 1 ? { kind: 'understood', on: only } : { kind: 'ambiguous', readings }
}
