/**
 * What a day is, as JavaScript's own calendar says: the facts that recurrence rules ask for. Made once for each day of
 * 1980 to 2080, in UTC, so that no process time zone is in them.
 */
export type DayFacts = {
  readonly iso: string
  /** Days since the first of the facts. */
  readonly number: number
  readonly year: number
  readonly month: number
  readonly date: number
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number
  /** The place, and the place from the end as a negative number, of the date in its month, of the day in its year. */
  readonly inMonth: Place
  readonly inYear: Place
  /** Which of its weekday it is, in the month and in the year. */
  readonly nthInMonth: Place
  readonly nthInYear: Place
}
export type Place = readonly [fromStart: number, fromEnd: number]

const DAY = 86_400_000
const FIRST = Date.UTC(1980, 0, 1)
const END = Date.UTC(2081, 0, 1)

function placeAmong(time: number, first: number, end: number, step: number): Place {
  const after = Math.floor((time - first) / step)
  const before = Math.floor((end - DAY - time) / step)
  return [after + 1, -(before + 1)]
}

function factsAt(time: number): DayFacts {
  const at = new Date(time)
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()]
  const [monthStart, monthEnd] = [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)]
  const [yearStart, yearEnd] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
  return {
    iso: at.toISOString().slice(0, 10),
    number: (time - FIRST) / DAY,
    year,
    month: month + 1,
    date: at.getUTCDate(),
    weekday: at.getUTCDay(),
    inMonth: placeAmong(time, monthStart, monthEnd, DAY),
    inYear: placeAmong(time, yearStart, yearEnd, DAY),
    nthInMonth: placeAmong(time, monthStart, monthEnd, 7 * DAY),
    nthInYear: placeAmong(time, yearStart, yearEnd, 7 * DAY),
  }
}

/** Every day, in order. */
export const allDays: readonly DayFacts[] = Array.from({ length: (END - FIRST) / DAY }, (_, number) =>
  factsAt(FIRST + number * DAY),
)

/** Where a day stands in `allDays`. @throws RangeError outside of 1980 to 2080 */
export function indexOfDay(iso: string): number {
  const number = (Date.parse(iso) - FIRST) / DAY
  if (allDays[number] === undefined) throw new RangeError(`${iso} is not among the days of 1980 to 2080`)
  return number
}

/** The week of a day: the year is that of its fourth day, the number is counted there. 1980-01-01 was a Tuesday. */
export type WeekFacts = { readonly begin: number; readonly year: number; readonly week: Place }

function weekAt({ number }: DayFacts, weekStart: number): WeekFacts {
  const begin = number - ((((number + 2 - weekStart) % 7) + 7) % 7)
  const fourth = new Date(FIRST + (begin + 3) * DAY)
  const year = fourth.getUTCFullYear()
  return {
    begin,
    year,
    week: placeAmong(fourth.getTime(), Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1), 7 * DAY),
  }
}

const weeks = new Map<number, readonly WeekFacts[]>()

/** The weeks of all days, where weeks begin on this weekday (0 Sunday to 6 Saturday). */
export function weeksFrom(weekStart: number): readonly WeekFacts[] {
  const known = weeks.get(weekStart) ?? allDays.map((day) => weekAt(day, weekStart))
  weeks.set(weekStart, known)
  return known
}
