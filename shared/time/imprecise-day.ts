import * as z from 'zod'
import { daysInMonth } from './civil.ts'
import { type Day, day, dayAt, dayNumber, daysBetween, isDay, isDayNumber } from './day.ts'
import { dayInWords, monthName } from './day-in-words.ts'
import { applyOffset, type Offset, plusOffset, plusSpan, type Span, spanOf } from './period.ts'
import type { WorkingCalendar } from './working-calendar.ts'

const ADVICE = 'Write what is known of the date: YYYY, YYYY-MM or YYYY-MM-DD, such as 1992-05.'
const END_ADVICE = `${ADVICE} An end that is not known is null; one that is open is "..".`

function isImpreciseText(text: string): boolean {
  if (text.length === 4) return isDay(`${text}-01-01`)
  return text.length === 7 ? isDay(`${text}-01`) : isDay(text)
}

/** A day, or no more than its month or its year: `1992-05`, `2018`. Store what is known. */
export const ImpreciseDay = z
  .string({ error: ADVICE })
  .refine(isImpreciseText, { error: ADVICE, abort: true })
  .brand<'ImpreciseDay' | 'DueDate'>()
  .meta({ examples: ['1992-05', '2018', '2026-09-08'] })
export type ImpreciseDay = z.output<typeof ImpreciseDay>

/** How an interval ends: on a date, at an unknown time (`null`), or not yet (`..`). Source: ISO 8601-2, 4.4. */
export const IntervalEnd = z.union([z.literal('..'), ImpreciseDay, z.null()], { error: END_ADVICE })
export type IntervalEnd = z.output<typeof IntervalEnd>

export type Interval = { readonly startsOn: ImpreciseDay | null; readonly endsOn: IntervalEnd }

const DUE_ADVICE = `${ADVICE} A computed date may be an interval YYYY-MM-DD/YYYY-MM-DD.`

function isDueText(text: string): boolean {
  const [first = '', last, ...rest] = text.split('/')
  if (last === undefined) return isImpreciseText(first)
  return rest.length === 0 && isDay(first) && isDay(last) && first < last
}

/**
 * A date on which something is due: known to a day, a month or a year, or, where it was computed from such a date,
 * an interval of days (EDTF, ISO 8601-2). Sorted and reminded by its earliest day, overdue after its latest.
 */
export const DueDate = z
  .string({ error: DUE_ADVICE })
  .refine(isDueText, { error: DUE_ADVICE, abort: true })
  .brand<'DueDate'>()
  .meta({ examples: ['2026-09-08', '2026-12', '2025-10-01/2026-09-30'] })
export type DueDate = z.output<typeof DueDate>

export function isDueDate(text: string): text is DueDate {
  return isDueText(text)
}

/** @throws RangeError if the text is no due date */
export function dueDate(text: string): DueDate {
  if (!isDueDate(text)) throw new RangeError(`${text} is not a due date. ${DUE_ADVICE}`)
  return text
}

/** True unless the date is known to the day. */
export function isImprecise(due: DueDate): boolean {
  return !isWhole(due)
}

/** Of a due date, the length says enough: the engine asks too often to read each again. */
function isWhole(due: DueDate): due is Day {
  return due.length === 10
}

export function earliestDay(due: DueDate): Day {
  if (isWhole(due)) return due
  if (due.length === 4) return day(`${due}-01-01`)
  return day(due.length === 7 ? `${due}-01` : due.slice(0, 10))
}

export function latestDay(due: DueDate): Day {
  if (isWhole(due)) return due
  if (due.length === 4) return day(`${due}-12-31`)
  if (due.length === 7) return day(`${due}-${daysInMonth(Number(due.slice(0, 4)), Number(due.slice(5)))}`)
  return day(due.slice(-10))
}

/** Days from the first day that the date may be to the last: 0 where it is known. */
export function lengthOf(due: DueDate): number {
  return isWhole(due) ? 0 : daysBetween(earliestDay(due), latestDay(due))
}

/**
 * Whether what the interval describes holds on the day. Both ends belong to it. An end known to the year decides
 * nothing within that year, and an unknown end decides nothing after the start.
 */
export function holdsOn({ startsOn, endsOn }: Interval, on: Day): 'yes' | 'no' | 'unknown' {
  if (startsOn !== null && on < earliestDay(startsOn)) return 'no'
  if (endsOn !== null && endsOn !== '..' && on > latestDay(endsOn)) return 'no'
  const hasBegun = startsOn !== null && on >= latestDay(startsOn)
  const isBeforeEnd = endsOn === '..' || (endsOn !== null && on <= earliestDay(endsOn))
  return hasBegun && isBeforeEnd ? 'yes' : 'unknown'
}

/** '8 September 2026', 'December 2026', '2026', 'between 1 October 2025 and 30 September 2026'. */
export function describeDueDate(due: DueDate): string {
  if (due.length === 4) return String(Number(due))
  if (due.length === 7) return `${monthName(Number(due.slice(5)))} ${Number(due.slice(0, 4))}`
  if (!isImprecise(due)) return dayInWords(earliestDay(due))
  return `between ${dayInWords(earliestDay(due))} and ${dayInWords(latestDay(due))}`
}

/** The due date that spans the days from one to the other, both included. */
export function spanned(first: Day, last: Day): DueDate {
  return dayNumber(first) < dayNumber(last) ? dueDate(`${first}/${last}`) : first
}

/**
 * A due date moved by an offset, as imprecise as it was where the offset allows: December 2026 less three months is
 * September 2026, but the year 2026 less three months is an interval of days.
 * @throws RangeError outside the years 0001 to 9999
 */
export function shiftDueDate(due: DueDate, offset: Offset, calendar: WorkingCalendar): DueDate {
  if (typeof offset === 'string') return shiftBySpan(due, spanOf(offset), 1)
  return spanned(
    applyOffset(earliestDay(due), offset, calendar),
    applyOffset(latestDay(due), offset, calendar),
  )
}

/** As `shiftDueDate`, or undefined where that would leave the calendar. */
export function shiftedInCalendar(
  due: DueDate,
  offset: Offset,
  calendar: WorkingCalendar,
): DueDate | undefined {
  const ends = [earliestDay(due), latestDay(due)].map((end) => plusOffset(dayNumber(end), offset, calendar))
  return ends.every(isDayNumber) ? shiftDueDate(due, offset, calendar) : undefined
}

/**
 * As `shiftDueDate`, by so many times a duration, counted from the date itself.
 * @throws RangeError outside the years 0001 to 9999
 */
export function shiftBySpan(due: DueDate, span: Span, times: number): DueDate {
  const first = dayAt(plusSpan(dayNumber(earliestDay(due)), span, times))
  const isYear = due.length === 4 && span.months % 12 === 0
  if (span.days === 0 && (isYear || due.length === 7)) return dueDate(first.slice(0, due.length))
  return spanned(first, dayAt(plusSpan(dayNumber(latestDay(due)), span, times)))
}
