// The package is CommonJS to Node: it has one export, the default.
import rrulePackage from 'rrule'
import { RRuleTemporal } from 'rrule-temporal'
import { firstOccurrenceAfter, occurrencesBetween } from '../shared/schedule/occurrences.ts'
import { Schedule } from '../shared/schedule/schedule.ts'
import { civilAt, civilNumber, daysInMonth, weekdayAt } from '../shared/time/civil.ts'
import { type Day, dayAt, dayNumber } from '../shared/time/day.ts'
import { type Recurrence, recurrence } from '../shared/time/recurrence.ts'
import { RecurrenceText, recurrenceRule } from '../shared/time/recurrence-text.ts'
import { counted } from '../tests/support/counted-recurrence.ts'
import type { Count, Race, Suite } from './suite.ts'

/** A rule, and what it says written as a loop that can do nothing else: the day of its n-th step. */
type Bare = {
  readonly step: (n: number) => number
  /** A step whose day is not after the day number, and the next one's is, or is nearly. */
  readonly stepNear: (day: number) => number
}
type Case = { readonly name: string; readonly startsOn: Day; readonly text: string; readonly bare: Bare }

const startsOn = dayAt(civilNumber(2002, 12, 1))

const cases: readonly Case[] = [
  {
    name: 'biennial weekday',
    startsOn,
    text: 'FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=3TU',
    bare: {
      step(n) {
        const first = civilNumber(2002 + 2 * n, 12, 1)
        return first + ((9 - weekdayAt(first)) % 7) + 14
      },
      stepNear: (day) => Math.floor((civilAt(day).year - 2002) / 2),
    },
  },
  {
    name: 'last working day',
    startsOn,
    text: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    bare: {
      step(n) {
        const year = 2002 + Math.floor((11 + n) / 12)
        const month = ((11 + n) % 12) + 1
        const last = civilNumber(year, month, daysInMonth(year, month))
        return last - Math.max(0, weekdayAt(last) - 5)
      },
      stepNear(day) {
        const { year, month } = civilAt(day)
        return (year - 2002) * 12 + month - 12
      },
    },
  },
  {
    name: 'yearly',
    startsOn,
    text: 'FREQ=YEARLY',
    bare: { step: (n) => civilNumber(2002 + n, 12, 1), stepNear: (day) => civilAt(day).year - 2002 },
  },
]

/** The days of the bare loop on and after one, as many as are wanted. */
function bareDays({ step, stepNear }: Bare, from: number, wanted: number): number[] {
  const found: number[] = []
  let n = stepNear(from)
  while (step(n) < from) n += 1
  for (; found.length < wanted; n += 1) found.push(step(n))
  return found
}

function engineDays(days: Recurrence, from: number, wanted: number) {
  const found: number[] = []
  for (const day of days(from)) {
    found.push(day)
    if (found.length === wanted) break
  }
  return found
}

const context = {
  sessions: () => undefined,
  calendar: () => ({ workingDays: [1, 2, 3, 4, 5], holidays: [] }),
  events: [],
}

/** The four ways to find so many dates from a day on: all of them give the same. */
function raceOf({ name, startsOn, text, bare }: Case, years: number, wanted: number): Race {
  const anchor = dayNumber(startsOn)
  const from = anchor + Math.round(years * 365.2425)
  const [fromOn, before] = [dayAt(from), dayAt(from - 1)]
  const days = bareDays(bare, from, wanted)
  const lastOn = dayAt(days.at(-1) ?? from)
  const ruled = recurrence(recurrenceRule(RecurrenceText.parse(text)), anchor)
  const schedule = Schedule.parse({ kind: 'rrule', startsOn, rrule: text })
  const start = startsOn.replaceAll('-', '')
  const temporal = new RRuleTemporal({ rruleString: `DTSTART;VALUE=DATE:${start}\nRRULE:${text}` })
  const old = rrulePackage.rrulestr(`DTSTART:${start}T000000Z\nRRULE:${text}`, { cache: false })
  const [at, end] = [new Date(`${fromOn}T00:00:00Z`), new Date(`${lastOn}T00:00:00Z`)]
  const rivals = {
    engine: () => engineDays(ruled, from, wanted),
    schedule: () =>
      wanted === 1
        ? [firstOccurrenceAfter(schedule, context, before)]
        : occurrencesBetween(schedule, context, { from: fromOn, to: lastOn }),
    'rrule-temporal': () => (wanted === 1 ? [temporal.next(at, true)] : temporal.between(at, end, true)),
    rrule: () => (wanted === 1 ? [old.after(at, true)] : old.between(at, end, true)),
  }
  for (const [rival, work] of Object.entries(rivals)) {
    const found = work().length
    if (found !== wanted)
      throw new Error(`${rival} finds ${found} dates, not ${wanted}: ${name}, ${years} years`)
  }
  const what = wanted === 1 ? 'next' : `next ${wanted}`
  return {
    name: `${name}, ${what}, ${years} years on`,
    baseline: () => bareDays(bare, from, wanted),
    rivals,
  }
}

/** How many periods of its frequency the engine looks at for the next date: what it takes, without a clock. */
function periodsOf({ name, startsOn, text }: Case): Count {
  const anchor = dayNumber(startsOn)
  const counts = [1, 30, 100, 1_000].map((years) => {
    const { days, looked } = counted(text, anchor)
    days(anchor + Math.round(years * 365.2425)).next()
    return [`${years} years on`, looked()] as const
  })
  return { name: `${name}, next: periods looked at`, counts: Object.fromEntries(counts) }
}

export const engine: Suite = {
  title: 'recurrence, in times of a bare arithmetic loop (1.00)',
  *races() {
    for (const each of cases)
      for (const wanted of [1, 100]) for (const years of [1, 30, 100]) yield raceOf(each, years, wanted)
  },
  counts: () => cases.map(periodsOf),
}
