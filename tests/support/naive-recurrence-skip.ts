/*
 * What RFC 7529, section 4.1, makes of days that a month or year has not got, said the long way and without the
 * engine: each day that a rule names is written down, found in JavaScript's own calendar or not, and then left out,
 * or put on the last day before or the first after where it would be.
 */
const DAY = 86_400_000
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

export type SkipRule = {
  readonly frequency: 'MONTHLY' | 'YEARLY'
  readonly interval: number
  readonly skip: 'OMIT' | 'BACKWARD' | 'FORWARD'
  readonly months: readonly number[]
  readonly monthDays: readonly number[]
  readonly yearDays: readonly number[]
  readonly weekdays: readonly string[]
  readonly positions: readonly number[]
}

/** The rule as RFC 5545 writes it. */
export function skipRuleText(rule: SkipRule): string {
  const list = (name: string, items: readonly (number | string)[]) =>
    items.length === 0 ? [] : [`${name}=${items.join(',')}`]
  return [
    'RSCALE=GREGORIAN',
    `FREQ=${rule.frequency}`,
    `INTERVAL=${rule.interval}`,
    `SKIP=${rule.skip}`,
    ...list('BYMONTH', rule.months),
    ...list('BYMONTHDAY', rule.monthDays),
    ...list('BYYEARDAY', rule.yearDays),
    ...list('BYDAY', rule.weekdays),
    ...list('BYSETPOS', rule.positions),
  ].join(';')
}

/** Days of the calendar that follow each other, as ISO text. */
function run(from: Date, to: Date): string[] {
  const days: string[] = []
  for (let time = from.getTime(); time < to.getTime(); time += DAY) days.push(iso(time))
  return days
}

const iso = (time: number) => new Date(time).toISOString().slice(0, 10)
const monthOf = (year: number, month: number) =>
  kept(new Date(Date.UTC(year, month - 1, 1)), new Date(Date.UTC(year, month, 1)))
const yearOf = (year: number) => kept(new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year + 1, 0, 1)))

const runs = new Map<string, string[]>()

/** A run is the same for every rule. */
function kept(from: Date, to: Date): string[] {
  const name = `${from.getTime()}/${to.getTime()}`
  const days = runs.get(name) ?? run(from, to)
  runs.set(name, days)
  return days
}

/** The day at a position of a run, or what becomes of it. */
function placed(days: readonly string[], position: number, skip: SkipRule['skip']): string[] {
  const found = position > 0 ? days[position - 1] : days[days.length + position]
  if (found !== undefined) return [found]
  if (skip === 'OMIT') return []
  const edge = Date.parse((position > 0 ? days.at(-1) : days[0]) ?? '')
  const before = position > 0 ? edge : edge - DAY
  return [iso(skip === 'BACKWARD' ? before : before + DAY)]
}

function ofPeriod(rule: SkipRule, year: number, month: number, start: string): string[] {
  const [, startMonth = 0, startDay = 0] = start.split('-').map(Number)
  if (rule.yearDays.length > 0)
    return rule.yearDays.flatMap((position) => placed(yearOf(year), position, rule.skip))
  const isAnyMonth = rule.months.length === 0
  const all = isAnyMonth && rule.monthDays.length > 0 ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : rule.months
  const ofYear = isAnyMonth && rule.monthDays.length === 0 ? [startMonth] : all
  const ofMonth = isAnyMonth || rule.months.includes(month) ? [month] : []
  const positions = rule.monthDays.length === 0 ? [startDay] : rule.monthDays
  return (rule.frequency === 'YEARLY' ? ofYear : ofMonth).flatMap((each) =>
    positions.flatMap((position) => placed(monthOf(year, each), position, rule.skip)),
  )
}

/** The days of the rule from its start to `end`, both included. */
export function naiveSkip(rule: SkipRule, start: string, end: string): string[] {
  const [startYear = 0, startMonth = 0] = start.split('-').map(Number)
  const found = new Set<string>()
  const isYearly = rule.frequency === 'YEARLY'
  for (let period = 0; ; period += rule.interval) {
    const index = isYearly ? (startYear + period) * 12 : startYear * 12 + startMonth - 1 + period
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
    if (year > Number(end.slice(0, 4)) + 1) break
    const days = ofPeriod(rule, year, month, start).filter(
      (day) =>
        rule.weekdays.length === 0 || rule.weekdays.includes(WEEKDAYS[new Date(day).getUTCDay()] ?? ''),
    )
    const set = [...new Set(days)].sort()
    const chosen = set.filter(
      (_, at) =>
        rule.positions.length === 0 ||
        rule.positions.includes(at + 1) ||
        rule.positions.includes(at - set.length),
    )
    for (const day of chosen) if (day >= start && day <= end) found.add(day)
  }
  return [...found].sort()
}
