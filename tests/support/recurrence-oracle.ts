import { allDays, type DayFacts, indexOfDay, type Place, type WeekFacts, weeksFrom } from './day-facts.ts'

/*
 * RFC 5545 for whole days, the slow way: every day of the calendar is asked whether it fits. It shares no code with
 * the engine, and says each rule in another way: JavaScript's own Date does the calendar.
 */
type Said = {
  readonly frequency: string
  readonly interval: number
  readonly count: number
  readonly until: string
  readonly weekStart: number
  readonly months: Numbers
  readonly weekNumbers: Numbers
  readonly yearDays: Numbers
  readonly monthDays: Numbers
  readonly positions: Numbers
  readonly weekdays: readonly { readonly nth: number; readonly weekday: number }[] | undefined
}
type Numbers = readonly number[] | undefined

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

function read(text: string): Said {
  const parts = new Map(text.split(';').map((part) => part.split('=') as [string, string]))
  const numbers = (name: string): Numbers => parts.get(name)?.split(',').map(Number)
  return {
    frequency: parts.get('FREQ') ?? '',
    interval: Number(parts.get('INTERVAL') ?? 1),
    count: Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY),
    until: parts.get('UNTIL')?.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3') ?? '9999-12-31',
    weekStart: WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO'),
    months: numbers('BYMONTH'),
    weekNumbers: numbers('BYWEEKNO'),
    yearDays: numbers('BYYEARDAY'),
    monthDays: numbers('BYMONTHDAY'),
    positions: numbers('BYSETPOS'),
    weekdays: parts
      .get('BYDAY')
      ?.split(',')
      .map((day) => ({ nth: Number(day.slice(0, -2)), weekday: WEEKDAYS.indexOf(day.slice(-2)) })),
  }
}

const isAmong = (wanted: readonly number[], [fromStart, fromEnd]: Place) =>
  wanted.includes(fromStart) || wanted.includes(fromEnd)

/** Which period a day is in, as a number that grows by one from period to period. */
function periodOf({ frequency, weekNumbers }: Said, day: DayFacts, week: WeekFacts): number {
  if (frequency === 'DAILY') return day.number
  if (frequency === 'WEEKLY') return Math.floor(week.begin / 7)
  if (frequency === 'MONTHLY') return day.year * 12 + day.month
  return weekNumbers === undefined ? day.year : week.year
}

/** Whether a day has all that the rule asks for, and where it says nothing, what the start has. */
function fits(said: Said, start: DayFacts, day: DayFacts, { week }: WeekFacts): boolean {
  const { frequency, months, weekNumbers, yearDays, monthDays, weekdays } = said
  if (months !== undefined && !months.includes(day.month)) return false
  if (weekNumbers !== undefined && !isAmong(weekNumbers, week)) return false
  if (yearDays !== undefined && !isAmong(yearDays, day.inYear)) return false
  if (monthDays !== undefined && !isAmong(monthDays, day.inMonth)) return false
  const place = frequency === 'YEARLY' && months === undefined ? day.nthInYear : day.nthInMonth
  const isWanted = weekdays?.some(
    ({ nth, weekday }) => weekday === day.weekday && (nth === 0 || isAmong([nth], place)),
  )
  if (isWanted === false) return false
  if (weekdays !== undefined || monthDays !== undefined || yearDays !== undefined) return true
  if (frequency === 'WEEKLY' || weekNumbers !== undefined) return day.weekday === start.weekday
  if (frequency === 'DAILY') return true
  if (day.date !== start.date) return false
  return frequency === 'MONTHLY' || months !== undefined || day.month === start.month
}

function positioned(set: readonly string[], positions: Numbers): readonly string[] {
  if (positions === undefined) return set
  return set.filter((_, at) => isAmong(positions, [at + 1, at - set.length]))
}

/** The days of the rule to `end`, both as ISO text, of the years 1982 to 2078. Not for SKIP. */
export function oracle(text: string, startsOn: string, end: string): string[] {
  const said = read(text)
  const weeks = weeksFrom(said.weekStart)
  const at = indexOfDay(startsOn)
  const [start, startWeek] = [allDays[at], weeks[at]] as [DayFacts, WeekFacts]
  const first = periodOf(said, start, startWeek)
  const sets = new Map<number, string[]>()
  // A period may have begun before the start, and its positions are counted from there.
  const margin = { DAILY: 0, WEEKLY: 7, MONTHLY: 31 }[said.frequency] ?? 400
  const last = indexOfDay(end) + margin
  for (let index = at - margin; index <= last; index += 1) {
    const [day, week] = [allDays[index], weeks[index]] as [DayFacts, WeekFacts]
    const period = periodOf(said, day, week) - first
    if (period < 0 || period % said.interval !== 0 || !fits(said, start, day, week)) continue
    const set = sets.get(period)
    if (set === undefined) sets.set(period, [day.iso])
    else set.push(day.iso)
  }
  return [...sets.values()]
    .flatMap((set) => positioned(set, said.positions))
    .filter((on) => on >= startsOn && on <= said.until)
    .slice(0, said.count)
    .filter((on) => on <= end)
}
