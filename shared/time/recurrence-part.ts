import { dayNumber, isDay } from './day.ts'
import type { Frequency, RecurrenceRule, RecurrenceWeekday } from './recurrence-rule.ts'

/** What a part adds to the rule, or what is wrong with it. */
type Part = Partial<RecurrenceRule> | string

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const FREQUENCIES: readonly Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']
const SKIPS = ['OMIT', 'BACKWARD', 'FORWARD'] as const
const MOST_INTERVAL = 999_999_999
/** COUNT is counted from the start of a rule, wherever it is asked: more than that would take its time. */
const MOST_COUNTED = 100_000
const COUNT_ADVICE = 'COUNT takes a whole number from 1 to 100,000; leave it out where the rule has no end.'
const WHOLE_DAYS = 'a schedule gives whole days.'

const readers: Record<string, (value: string) => Part> = {
  FREQ: readFrequency,
  INTERVAL: (value) => {
    const interval = readPositive(value, MOST_INTERVAL)
    return interval === undefined ? 'INTERVAL takes a whole number from 1.' : { interval }
  },
  COUNT: (value) => {
    const count = readPositive(value, MOST_COUNTED)
    return count === undefined ? COUNT_ADVICE : { count }
  },
  UNTIL: readUntil,
  WKST: (value) => {
    const weekStart = WEEKDAYS.indexOf(value) + 1
    return weekStart === 0 ? `WKST takes one of ${WEEKDAYS.join(', ')}.` : { weekStart }
  },
  RSCALE: (value) =>
    value === 'GREGORIAN'
      ? {}
      : `RSCALE=${shown(value)} is not supported: days are counted by GREGORIAN only.`,
  SKIP: (value) => {
    const skip = SKIPS.find((known) => known === value)
    return skip === undefined ? `SKIP takes one of ${SKIPS.join(', ')}.` : { skip }
  },
  BYMONTH: (value) => listOf('BYMONTH', value, readNumber({ from: 1, to: 12 }), (byMonth) => ({ byMonth })),
  BYWEEKNO: (value) => listOf('BYWEEKNO', value, readSigned(53), (byWeekNo) => ({ byWeekNo })),
  BYYEARDAY: (value) => listOf('BYYEARDAY', value, readSigned(366), (byYearDay) => ({ byYearDay })),
  BYMONTHDAY: (value) => listOf('BYMONTHDAY', value, readSigned(31), (byMonthDay) => ({ byMonthDay })),
  BYDAY: (value) => listOf('BYDAY', value, readWeekday, (byDay) => ({ byDay })),
  BYSETPOS: (value) => listOf('BYSETPOS', value, readSigned(366), (bySetPos) => ({ bySetPos })),
  BYHOUR: () => `BYHOUR is not supported: ${WHOLE_DAYS}`,
  BYMINUTE: () => `BYMINUTE is not supported: ${WHOLE_DAYS}`,
  BYSECOND: () => `BYSECOND is not supported: ${WHOLE_DAYS}`,
}

/** Reads one `NAME=value`, already in capitals. Source: RFC 5545, section 3.3.10; RFC 7529, section 4. */
export function readPart(name: string, value: string): Part {
  if (name === '') return 'A part of the rule is empty: write NAME=value, parts separated by one semicolon.'
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
  return reader === undefined
    ? `${shown(name)} is not supported: RFC 5545 and RFC 7529 have no such part.`
    : reader(value)
}

/** What a caller wrote, short enough to be shown in an answer. */
function shown(text: string): string {
  return text.length > 32 ? `${text.slice(0, 32)}...` : text
}

function readFrequency(value: string): Part {
  const frequency = FREQUENCIES.find((known) => known === value)
  if (frequency !== undefined) return { frequency }
  if (['HOURLY', 'MINUTELY', 'SECONDLY'].includes(value))
    return `FREQ=${value} is not supported: ${WHOLE_DAYS}`
  return `FREQ takes one of ${FREQUENCIES.join(', ')}.`
}

/** RFC 5545 wants UNTIL to be of the type of the start, and the start is a day. */
function readUntil(value: string): Part {
  const text = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`
  if (value.length === 8 && isDay(text)) return { until: dayNumber(text) }
  return 'UNTIL takes a day such as 20261231, without a time: a schedule gives whole days.'
}

function readPositive(value: string, most: number): number | undefined {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0
  return number > 0 && number <= most ? number : undefined
}

type Range = { readonly from: number; readonly to: number }
type ItemReader<Item> = { readonly takes: string; readonly read: (text: string) => Item | undefined }

function readNumber({ from, to }: Range): ItemReader<number> {
  return {
    takes: `whole numbers from ${from} to ${to}`,
    read: (text) =>
      /^\d{1,3}$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined,
  }
}

function readSigned(most: number): ItemReader<number> {
  const isWithin = (value: number) => value !== 0 && Math.abs(value) <= most
  return {
    takes: `whole numbers from 1 to ${most}, or -1 to -${most} counted from the end`,
    read: (text) => (/^[+-]?\d{1,3}$/.test(text) && isWithin(Number(text)) ? Number(text) : undefined),
  }
}

const readWeekday: ItemReader<RecurrenceWeekday> = {
  takes: 'days such as TU, or 2TU and -1FR for the second and the last',
  read(text) {
    const match = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text)
    const weekday = WEEKDAYS.indexOf(match?.[2] ?? '') + 1
    const nth = Number(match?.[1] ?? 0)
    const isNth = match?.[1] === undefined || (nth !== 0 && Math.abs(nth) <= 53)
    return weekday > 0 && isNth ? { nth, weekday } : undefined
  },
}

/** A list without its repetitions, or the first item that cannot be read. */
function listOf<Item>(
  name: string,
  value: string,
  { takes, read }: ItemReader<Item>,
  add: (items: Item[]) => Partial<RecurrenceRule>,
): Part {
  const texts = value.split(',')
  const items = texts.map(read)
  const bad = items.indexOf(undefined)
  if (bad >= 0) return `${name} takes ${takes}, not "${shown(texts[bad] ?? '')}".`
  const distinct = new Map(items.map((item) => [JSON.stringify(item), item]))
  return add([...distinct.values()].filter((item) => item !== undefined))
}
