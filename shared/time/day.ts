import * as z from 'zod'
import { civilAt, civilNumber, daysInMonth, FIRST_DAY_NUMBER, LAST_DAY_NUMBER, weekdayAt } from './civil.ts'

const ADVICE = 'Write a day of the calendar as YYYY-MM-DD, such as 2026-09-08.'
const PATTERN = /^\d{4}-\d{2}-\d{2}$/

/** The day number of text, or undefined if it is not a day of the years 0001 to 9999. */
function parse(text: string): number | undefined {
  if (!PATTERN.test(text)) return undefined
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const dayOfMonth = Number(text.slice(8))
  if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1) return undefined
  return dayOfMonth > daysInMonth(year, month) ? undefined : civilNumber(year, month, dayOfMonth)
}

/** True of text that is a real day of the Gregorian calendar, years 0001 to 9999. */
export function isDay(text: string): text is Day {
  return parse(text) !== undefined
}

/**
 * A civil day, without a zone. Its text sorts as time does, and it is also an ImpreciseDay and a DueDate, which
 * is what the further brands say.
 */
export const Day = z
  .string({ error: ADVICE })
  .refine((text) => parse(text) !== undefined, { error: ADVICE, abort: true })
  .brand<'Day' | 'ImpreciseDay' | 'DueDate'>()
  .meta({ format: 'date', examples: ['2026-09-08'] })
export type Day = z.output<typeof Day>

/** The day that a literal of the code or of a test names. @throws RangeError if there is no such day */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`${text} is not a day. ${ADVICE}`)
  return text
}

/** Days since 1970-01-01. What is branded as a day has been read before: it is not read with the same care again. */
export function dayNumber(day: Day): number {
  return civilNumber(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8)))
}

/** True of a number that counts to a day of the years 0001 to 9999. */
export function isDayNumber(number: number): boolean {
  return Number.isInteger(number) && number >= FIRST_DAY_NUMBER && number <= LAST_DAY_NUMBER
}

/** The day so many days after 1970-01-01. @throws RangeError outside the years 0001 to 9999 */
export function dayAt(number: number): Day {
  if (!isDayNumber(number)) {
    throw new RangeError(`Day number ${number} is outside the years 0001 to 9999.`)
  }
  const { year, month, dayOfMonth } = civilAt(number)
  const text = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`
  if (!isWritten(text)) throw new RangeError(`${text} is not a day.`)
  return text
}

/** Of text that was made from a day, the length says enough: the engine writes too many to read each again. */
function isWritten(text: string): text is Day {
  return text.length === 10
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}

/** @throws RangeError outside the years 0001 to 9999 */
export function addDays(day: Day, days: number): Day {
  return dayAt(dayNumber(day) + days)
}

/** As `addDays`, and the last day of the calendar where that would lie beyond it. */
export function addDaysWithin(day: Day, days: number): Day {
  return dayAt(Math.min(dayNumber(day) + days, LAST_DAY_NUMBER))
}

/** ISO weekday: 1 Monday to 7 Sunday. */
export function weekdayOf(day: Day): number {
  return weekdayAt(dayNumber(day))
}

/** Days from the first to the second; negative if the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}
