import { civilNumber, daysInMonth, daysInYear, weekdayAt, yearStart } from './civil.ts'
import type { RecurrenceWeekday, Skip } from './recurrence-rule.ts'

/** Days that follow each other, in which positions are counted: a month, a year. `first` is a day number. */
export type DayRun = { readonly first: number; readonly length: number }

export function monthRun(year: number, month: number): DayRun {
  return { first: civilNumber(year, month, 1), length: daysInMonth(year, month) }
}

export function yearRun(year: number): DayRun {
  return { first: yearStart(year), length: daysInYear(year) }
}

/** Where the position lies, from 0: counted from 1, or from the end if negative. It may lie outside the run. */
function placeOf(position: number, length: number): number {
  return position > 0 ? position - 1 : length + position
}

/**
 * The days at the positions. One that the run has not got is left out, or with SKIP taken as the last day before or
 * the first day after where it would be: a 31 April is 30 April or 1 May. Source: RFC 7529, section 4.1.
 */
export function daysAt({ first, length }: DayRun, positions: readonly number[], skip: Skip): number[] {
  return positions.flatMap((position) => {
    const place = placeOf(position, length)
    if (place >= 0 && place < length) return [first + place]
    if (skip === 'OMIT') return []
    const before = place < 0 ? first - 1 : first + length - 1
    return [skip === 'BACKWARD' ? before : before + 1]
  })
}

/** The day of the run that is nearest to the position. */
export function dayNearest({ first, length }: DayRun, position: number): number {
  return first + Math.min(length - 1, Math.max(0, placeOf(position, length)))
}

/** The days of the run that fall on the weekdays, or are the n-th of them. */
export function weekdaysOf({ first, length }: DayRun, wanted: readonly RecurrenceWeekday[]): number[] {
  return wanted.flatMap(({ nth, weekday }) => {
    const earliest = first + ((weekday - weekdayAt(first) + 7) % 7)
    const count = Math.ceil((first + length - earliest) / 7)
    if (nth === 0) return Array.from({ length: count }, (_, week) => earliest + week * 7)
    const place = placeOf(nth, count)
    return place >= 0 && place < count ? [earliest + place * 7] : []
  })
}

/** Whether a day of the run is one of the weekdays, or the n-th of them. */
export function isWeekdayOf(
  { first, length }: DayRun,
  wanted: readonly RecurrenceWeekday[],
  day: number,
): boolean {
  const weekday = weekdayAt(day)
  const fromStart = Math.floor((day - first) / 7) + 1
  const fromEnd = -Math.floor((first + length - 1 - day) / 7) - 1
  return wanted.some(
    ({ nth, weekday: want }) => want === weekday && (nth === 0 || nth === fromStart || nth === fromEnd),
  )
}
