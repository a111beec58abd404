/**
 * The proleptic Gregorian calendar in whole numbers: a day number counts days since 1970-01-01.
 * Pure integer arithmetic, so that no date here depends on a zone, a locale or a clock.
 */
export type Civil = { readonly year: number; readonly month: number; readonly dayOfMonth: number }

const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

/** 0001-01-01 and 9999-12-31, the first and last days that four digits of a year can write. */
export const FIRST_DAY_NUMBER = -719_162
export const LAST_DAY_NUMBER = 2_932_896

/** True in a year that has a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** 365 or 366. */
export function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365
}

/** 28 to 31; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days of the year before the first day of the month; `month` is 1 to 12, or 13 for the whole year. */
export function daysBeforeMonth(year: number, month: number): number {
  const days = DAYS_BEFORE_MONTH[month] ?? 0
  return month > 2 && isLeapYear(year) ? days + 1 : days
}

/** The day number of 1 January. */
export function yearStart(year: number): number {
  const past = year - 1
  return (
    past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) + FIRST_DAY_NUMBER
  )
}

/** The day number of a day of the calendar; the day of the month may run over either end of the month. */
export function civilNumber(year: number, month: number, dayOfMonth: number): number {
  return yearStart(year) + daysBeforeMonth(year, month) + dayOfMonth - 1
}

/** The year that a day number falls in. */
export function yearOf(number: number): number {
  // 400 years have 146,097 days: the guess is never late, and at most one year early.
  const guess = Math.floor(((number - FIRST_DAY_NUMBER) * 400) / 146_097) + 1
  return number >= yearStart(guess + 1) ? guess + 1 : guess
}

/** The day of the calendar that a day number stands for. */
export function civilAt(number: number): Civil {
  const year = yearOf(number)
  const dayOfYear = number - yearStart(year)
  const guess = Math.min(12, Math.floor(dayOfYear / 29) + 1)
  const month = dayOfYear < daysBeforeMonth(year, guess) ? guess - 1 : guess
  return { year, month, dayOfMonth: dayOfYear - daysBeforeMonth(year, month) + 1 }
}

/** ISO weekday, 1 Monday to 7 Sunday. Day number 0, 1 January 1970, was a Thursday. */
export function weekdayAt(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}

/** The same day of the month so many months on, or the last day of a month that is too short. */
export function plusMonths(number: number, months: number): number {
  const { year, month, dayOfMonth } = civilAt(number)
  const index = year * 12 + month - 1 + months
  const toYear = Math.floor(index / 12)
  const toMonth = index - toYear * 12 + 1
  return civilNumber(toYear, toMonth, Math.min(dayOfMonth, daysInMonth(toYear, toMonth)))
}
