/**
 * RFC 5545 for whole days, the slow way: every day of the calendar is asked whether it fits. It shares no code with
 * the engine, and says each rule in another way: JavaScript's own Date does the calendar.
 */
type Parts = Readonly<Record<string, string>>

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const DAY = 86_400_000

const at = (year: number, month: number, date: number) => {
  const time = new Date(0)
  time.setUTCFullYear(year, month - 1, date)
  return time
}
const iso = (time: Date) => time.toISOString().slice(0, 10)
const plus = (time: Date, days: number) => new Date(time.getTime() + days * DAY)
const between = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / DAY)
const numbers = (text: string | undefined) => (text === undefined ? [] : text.split(',').map(Number))

/** The place of a day among `length`, and the same counted from the end. */
const isAmong = (wanted: readonly number[], place: number, length: number) =>
  wanted.includes(place) || wanted.includes(place - length - 1)

/** The day on which the week of a day begins. */
function weekBegin(time: Date, weekStart: number): Date {
  return plus(time, -((time.getUTCDay() - weekStart + 7) % 7))
}

/** The year and number of the week of a day: the year is that of the week's fourth day. */
function weekOf(time: Date, weekStart: number): { year: number; week: number; weeks: number } {
  const fourth = plus(weekBegin(time, weekStart), 3)
  const year = fourth.getUTCFullYear()
  const week = Math.floor(between(at(year, 1, 1), fourth) / 7) + 1
  const lastFourth = plus(weekBegin(at(year, 12, 28), weekStart), 3)
  return { year, week, weeks: Math.floor(between(at(year, 1, 1), lastFourth) / 7) + 1 }
}

/** Which period a day is in, as a number that grows by one from period to period. */
function periodOf(parts: Parts, time: Date, weekStart: number): number {
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()]
  if (parts['FREQ'] === 'DAILY') return between(at(1, 1, 1), time)
  if (parts['FREQ'] === 'WEEKLY')
    return between(weekBegin(at(1, 1, 1), weekStart), weekBegin(time, weekStart)) / 7
  if (parts['FREQ'] === 'MONTHLY') return year * 12 + month
  return parts['BYWEEKNO'] === undefined ? year : weekOf(time, weekStart).year
}

function isWeekday(parts: Parts, time: Date, text: string): boolean {
  if (!text.endsWith(WEEKDAYS[time.getUTCDay()] ?? '')) return false
  const nth = Number(text.slice(0, -2))
  if (nth === 0) return true
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth() + 1]
  const inYear = parts['FREQ'] === 'YEARLY' && parts['BYMONTH'] === undefined
  const [first, end] = inYear
    ? [at(year, 1, 1), at(year + 1, 1, 1)]
    : [at(year, month, 1), at(year, month + 1, 1)]
  const same = Array.from({ length: between(first, end) }, (_, day) => plus(first, day)).filter(
    (day) => day.getUTCDay() === time.getUTCDay(),
  )
  return isAmong([nth], same.findIndex((day) => iso(day) === iso(time)) + 1, same.length)
}

/** Whether a day has all that the rule asks for, and where it says nothing, what the start has. */
function fits(parts: Parts, start: Date, weekStart: number, time: Date): boolean {
  const [year, month, date] = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()]
  const { FREQ, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY } = parts
  if (BYMONTH !== undefined && !numbers(BYMONTH).includes(month)) return false
  const week = weekOf(time, weekStart)
  if (BYWEEKNO !== undefined && !isAmong(numbers(BYWEEKNO), week.week, week.weeks)) return false
  const yearLength = between(at(year, 1, 1), at(year + 1, 1, 1))
  const dayOfYear = between(at(year, 1, 1), time) + 1
  if (BYYEARDAY !== undefined && !isAmong(numbers(BYYEARDAY), dayOfYear, yearLength)) return false
  const monthLength = between(at(year, month, 1), at(year, month + 1, 1))
  if (BYMONTHDAY !== undefined && !isAmong(numbers(BYMONTHDAY), date, monthLength)) return false
  if (BYDAY !== undefined && !BYDAY.split(',').some((text) => isWeekday(parts, time, text))) return false
  if (BYDAY !== undefined || BYMONTHDAY !== undefined || BYYEARDAY !== undefined) return true
  if (FREQ === 'WEEKLY' || BYWEEKNO !== undefined) return time.getUTCDay() === start.getUTCDay()
  if (FREQ === 'DAILY') return true
  if (date !== start.getUTCDate()) return false
  return FREQ === 'MONTHLY' || BYMONTH !== undefined || month === start.getUTCMonth() + 1
}

/** The days of the rule to `end`, both as ISO text. Not for SKIP. */
export function oracle(text: string, startsOn: string, end: string): string[] {
  const parts: Parts = Object.fromEntries(text.split(';').map((part) => part.split('=')))
  const start = new Date(startsOn)
  const weekStart = WEEKDAYS.indexOf(parts['WKST'] ?? 'MO')
  const interval = Number(parts['INTERVAL'] ?? 1)
  const first = periodOf(parts, start, weekStart)
  const sets = new Map<number, string[]>()
  for (let time = plus(start, -400); iso(time) <= iso(plus(new Date(end), 400)); time = plus(time, 1)) {
    const period = periodOf(parts, time, weekStart) - first
    if (period < 0 || period % interval !== 0 || !fits(parts, start, weekStart, time)) continue
    sets.set(period, [...(sets.get(period) ?? []), iso(time)])
  }
  const positions = numbers(parts['BYSETPOS'])
  const days = [...sets.values()].flatMap((set) =>
    positions.length === 0 ? set : set.filter((_, place) => isAmong(positions, place + 1, set.length)),
  )
  const until = parts['UNTIL']?.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3') ?? '9999-12-31'
  const counted = days
    .filter((day) => day >= startsOn && day <= until)
    .slice(0, Number(parts['COUNT'] ?? Infinity))
  return counted.filter((day) => day <= end)
}
