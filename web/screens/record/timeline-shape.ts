import { earliest, isPrecise, latest } from '../../dates/day-words.ts'

/** What is drawn of an event: from where to where, of a line 1,000 wide, and in which row so that none hides another. */
export type Mark = {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly row: number
  /** Whether the date is known to the day: what is not is drawn as long as it may be. */
  readonly isPrecise: boolean
}

export type TimelineShape = {
  readonly marks: readonly Mark[]
  readonly years: readonly { readonly year: number; readonly at: number }[]
  readonly today: number
  readonly rows: number
}

type Dated = { readonly id: string; readonly on: string }

const width = 1000
const gap = 12
const mostYears = 12

/** Lays events out by their dates; one that is known only to its year is as wide as the year. */
export function timelineShape(events: readonly Dated[], today: string): TimelineShape {
  const days = [today, ...events.flatMap(({ on }) => [earliest(on), latest(on)])].map(ordinal)
  const first = Math.min(...days)
  const span = Math.max(365, Math.max(...days) - first)
  const at = (day: number) => Math.round(((day - first) / span) * width)
  const ends: number[] = []
  const marks = events.map(({ id, on }) => {
    const from = at(ordinal(earliest(on)))
    const to = Math.max(at(ordinal(latest(on))), isPrecise(on) ? 0 : from + gap)
    const free = ends.findIndex((end) => end + gap < from)
    const row = free === -1 ? ends.length : free
    ends[row] = Math.max(to, from + gap)
    return { id, from, to, row, isPrecise: isPrecise(on) }
  })
  return {
    marks,
    years: yearsOf(first, first + span, at),
    today: at(ordinal(today)),
    rows: Math.max(1, ends.length),
  }
}

function yearsOf(first: number, last: number, at: (day: number) => number) {
  const from = new Date(first * 86_400_000).getUTCFullYear()
  const to = new Date(last * 86_400_000).getUTCFullYear()
  const step = Math.max(1, Math.ceil((to - from) / mostYears))
  const years: { year: number; at: number }[] = []
  for (let year = from + 1; year <= to; year += step) years.push({ year, at: at(ordinal(`${year}-01-01`)) })
  return years
}

/** The number of a day since 1970. */
function ordinal(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}
