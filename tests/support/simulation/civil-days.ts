/** Days and hours as the oracle reckons them: with `Date`, in UTC, Monday to Friday, eight in the morning. */
const dayMs = 86_400_000

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

export function msOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

export function daysAfter(day: string, days: number): string {
  return dayOf(msOf(day) + days * dayMs)
}

function isFree(day: string): boolean {
  return [0, 6].includes(new Date(msOf(day)).getUTCDay())
}

export function eightOClock(day: string): number {
  return msOf(day) + 8 * 3_600_000
}

/** Eight o'clock on the day, or on the working day before it. */
export function sendingBefore(day: string): number {
  return isFree(day) ? sendingBefore(daysAfter(day, -1)) : eightOClock(day)
}

export function workingDayFrom(day: string): string {
  return isFree(day) ? workingDayFrom(daysAfter(day, 1)) : day
}

/** The n-th working day after a day. */
export function workingDaysAfter(day: string, n: number): string {
  const next = workingDayFrom(daysAfter(day, 1))
  return n <= 1 ? next : workingDaysAfter(next, n - 1)
}

/** The day itself where it is that day of the week, 1 Monday to 7 Sunday, else the last one before it. */
export function weekdayBefore(day: string, weekday: number): string {
  const own = new Date(msOf(day)).getUTCDay() || 7
  return own === weekday ? day : weekdayBefore(daysAfter(day, -1), weekday)
}

/** The next eight o'clock of a working day. */
export function nextSending(ms: number): number {
  const first = workingDayFrom(dayOf(ms))
  return eightOClock(first) >= ms ? eightOClock(first) : eightOClock(workingDayFrom(daysAfter(first, 1)))
}

/** The same day of the month so many months later, or the last day of a month that is too short. */
export function monthsAfter(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0))
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()))
  return dayOf(Math.min(first.getTime(), last.getTime()))
}
