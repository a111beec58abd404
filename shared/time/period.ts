import * as z from 'zod'
import { LAST_DAY_NUMBER, plusMonths } from './civil.ts'
import { type Day, dayAt, dayNumber } from './day.ts'
import { countInWords, listInWords } from './day-in-words.ts'
import { longestClosure, plusWorkingDays, type WorkingCalendar } from './working-calendar.ts'

const PATTERN = /^(-?)P(?=\d)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?$/
const LIMITS = 'at most 1,000 years and 366,000 days'
const PERIOD_ADVICE = `Write a positive period of years, months, weeks or days such as P1Y, P3M or P30D, ${LIMITS}.`
const OFFSET_ADVICE = `Write an offset such as -P30D or P3M (${LIMITS}), or {"workingDays": -5}.`
const WORKING_DAYS_ADVICE = 'Write a whole number of working days from -1000 to 1000; negative counts back.'

/** A duration as two whole numbers of one sign: months first, then days. */
export type Span = { readonly months: number; readonly days: number }

type Parts = { readonly sign: 1 | -1; readonly counts: readonly number[] }

/** Years, months, weeks and days of an ISO 8601 duration within the limits. */
function parse(text: string): Parts | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const counts = match.slice(2).map((digits) => Number(digits ?? 0))
  const [years = 0, months = 0, weeks = 0, days = 0] = counts
  if (years * 12 + months > 12_000 || weeks * 7 + days > 366_000) return undefined
  return { sign: match[1] === '-' ? -1 : 1, counts }
}

/**
 * A positive ISO 8601 duration in years, months, weeks and days, in this order (ISO 8601-2 lets weeks be mixed with
 * the others). It has no time of day: every deadline is a whole day.
 */
export const Period = z
  .templateLiteral(['P', z.string()], { error: PERIOD_ADVICE })
  .refine((text) => parse(text)?.counts.some((count) => count > 0) === true, {
    error: PERIOD_ADVICE,
    abort: true,
  })
  .meta({ format: 'duration', examples: ['P1Y', 'P3M'] })
export type Period = z.output<typeof Period>

const SignedPeriod = z
  .templateLiteral([z.enum(['', '-']), 'P', z.string()], { error: OFFSET_ADVICE })
  .refine((text) => parse(text) !== undefined, { error: OFFSET_ADVICE, abort: true })
  .meta({ examples: ['-P30D', 'P3M'] })

const WorkingDays = z.strictObject({
  workingDays: z
    .int({ error: WORKING_DAYS_ADVICE })
    .min(-1000, WORKING_DAYS_ADVICE)
    .max(1000, WORKING_DAYS_ADVICE),
})

/** How far a day lies from another: a signed duration (`P0D` is the day itself), or working days. */
export const Offset = z.union([SignedPeriod, WorkingDays], { error: OFFSET_ADVICE })
export type Offset = z.output<typeof Offset>

/** @throws RangeError if the text is no duration in years, months, weeks and days */
export function spanOf(duration: string): Span {
  const parts = parse(duration)
  if (parts === undefined) throw new RangeError(`${duration} is not a duration. ${OFFSET_ADVICE}`)
  const [years = 0, months = 0, weeks = 0, days = 0] = parts.counts
  return { months: parts.sign * (years * 12 + months), days: parts.sign * (weeks * 7 + days) }
}

/** The whole-day form of `addPeriod`, for the engine: it may run over the ends of the calendar. */
export function plusSpan(number: number, { months, days }: Span, times = 1): number {
  return (months === 0 ? number : plusMonths(number, months * times)) + days * times
}

/**
 * The day so many periods after the anchor, always counted from the anchor itself: 31 January and P1M give
 * 28 February, then 31 March. @throws RangeError outside the years 0001 to 9999
 */
export function addPeriod(anchor: Day, period: Period, times: number): Day {
  return dayAt(plusSpan(dayNumber(anchor), spanOf(period), times))
}

/**
 * The multiples of a positive span that lie on a day or later, n counted from the anchor, whose own n is 0; all are
 * day numbers. Endless to the end of the calendar, and begun by arithmetic, whatever the century.
 */
export function* multiplesFrom(
  anchor: number,
  span: Span,
  from: number,
): Generator<{ n: number; on: number }> {
  // No month of the calendar is longer on average: the guess is too low, by one or two.
  const longestDays = span.months * 30.4369 + span.days
  let n = Math.max(0, Math.floor((from - anchor) / longestDays) - 2)
  for (let on = plusSpan(anchor, span, n); on <= LAST_DAY_NUMBER; on = plusSpan(anchor, span, n)) {
    if (on >= from) yield { n, on }
    n += 1
  }
}

/** How many days the offset may move a day by, at least and at most; earlier is negative. Generous by some days. */
export function offsetReach(offset: Offset, calendar: WorkingCalendar): { least: number; most: number } {
  if (typeof offset !== 'string') {
    const most = Math.abs(offset.workingDays) * 7 + longestClosure(calendar)
    return offset.workingDays < 0 ? { least: -most, most: 0 } : { least: 0, most }
  }
  const { months, days } = spanOf(offset)
  // The average month, and a week for where the months of the span are not the average.
  const average = Math.round(months * 30.436875) + days
  const margin = months === 0 ? 0 : 7
  return { least: average - margin, most: average + margin }
}

/** The whole-day form of `applyOffset`. */
export function plusOffset(number: number, offset: Offset, calendar: WorkingCalendar): number {
  if (typeof offset === 'string') return plusSpan(number, spanOf(offset))
  return plusWorkingDays(calendar, number, offset.workingDays)
}

/** @throws RangeError outside the years 0001 to 9999 */
export function applyOffset(day: Day, offset: Offset, calendar: WorkingCalendar): Day {
  return dayAt(plusOffset(dayNumber(day), offset, calendar))
}

/** The offset that counts the period backwards: a notice of P12M ends 12 months before the term does. */
export function backwards(period: Period): Offset {
  return `-${period}`
}

/** '3 months', '1 year and 6 months'. */
export function describePeriod(period: Period): string {
  return inWords(period)
}

/** 'every month', 'every 2 years', 'every 1 year and 6 months'. */
export function describeEvery(period: Period): string {
  const words = inWords(period)
  return /^1 [a-z]+$/.test(words) ? `every ${words.slice(2)}` : `every ${words}`
}

function inWords(duration: string): string {
  const nouns = ['year', 'month', 'week', 'day']
  const counts = parse(duration)?.counts ?? []
  const named = counts.flatMap((count, at) => (count === 0 ? [] : [countInWords(count, nouns[at] ?? '')]))
  return named.length === 0 ? '0 days' : listInWords(named)
}

/** How `describeOffset` says that there is nothing to count. */
export const ON_THE_DAY = 'on the day of'

/** '30 days before', '5 working days after', 'on the day of': followed by what it is counted from. */
export function describeOffset(offset: Offset): string {
  if (typeof offset !== 'string') {
    if (offset.workingDays === 0) return ON_THE_DAY
    const direction = offset.workingDays < 0 ? 'before' : 'after'
    return `${countInWords(Math.abs(offset.workingDays), 'working day')} ${direction}`
  }
  const { months, days } = spanOf(offset)
  if (months === 0 && days === 0) return ON_THE_DAY
  return `${inWords(offset)} ${offset.startsWith('-') ? 'before' : 'after'}`
}
