import * as z from 'zod'
import { FIRST_DAY_NUMBER, LAST_DAY_NUMBER } from './civil.ts'
import { dayAt, dayNumber, isDay } from './day.ts'

const ADVICE = 'Write an instant as RFC 3339 with a zone, such as 2026-09-08T13:00:00Z.'
const PATTERN =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/
const DAY_SECONDS = 86_400

/** Whole seconds since 1970, a fraction cut off, or undefined if the text is no instant of the years 0001 to 9999. */
function parse(text: string): number | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [, on = '', hour, minute, second, sign, offsetHour, offsetMinute] = match
  if (!isDay(on)) return undefined
  const offset = sign === undefined ? 0 : (Number(offsetHour) * 60 + Number(offsetMinute)) * 60
  // A leap second is taken as the second before it: the count of seconds since 1970 has none.
  const ofDay = Number(hour) * 3600 + Number(minute) * 60 + Math.min(59, Number(second))
  const seconds = dayNumber(on) * DAY_SECONDS + ofDay - (sign === '-' ? -offset : offset)
  return isWritable(seconds) ? seconds : undefined
}

function isWritable(seconds: number): boolean {
  return seconds >= FIRST_DAY_NUMBER * DAY_SECONDS && seconds < (LAST_DAY_NUMBER + 1) * DAY_SECONDS
}

function write(seconds: number): string {
  const number = Math.floor(seconds / DAY_SECONDS)
  const ofDay = seconds - number * DAY_SECONDS
  const parts = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60]
  return `${dayAt(number)}T${parts.map((part) => String(part).padStart(2, '0')).join(':')}Z`
}

function isInstant(text: string): text is Instant {
  const seconds = parse(text)
  return seconds !== undefined && text === write(seconds)
}

/**
 * A moment, always `YYYY-MM-DDTHH:MM:SSZ`, so that the order of the text is the order of time. Input may have an
 * offset or a fraction of a second; it is brought to UTC and the fraction is cut off.
 * Source: RFC 3339, section 5.6.
 */
export const Instant = z
  .string({ error: ADVICE })
  .refine((text) => parse(text) !== undefined, { error: ADVICE, abort: true })
  .overwrite((text) => write(parse(text) ?? 0))
  .brand<'Instant'>()
  .meta({ format: 'date-time', examples: ['2026-09-08T13:00:00Z'] })
export type Instant = z.output<typeof Instant>

/** Cut off to the second. @throws RangeError outside the years 0001 to 9999 */
export function instantAt(epochMs: number): Instant {
  const seconds = Math.floor(epochMs / 1000)
  if (!isWritable(seconds)) throw new RangeError(`${epochMs} ms is outside the years 0001 to 9999.`)
  const text = write(seconds)
  if (!isInstant(text)) throw new RangeError(`${epochMs} ms is not an instant.`)
  return text
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export function epochMs(instant: Instant): number {
  return (parse(instant) ?? Number.NaN) * 1000
}

/** @throws RangeError outside the years 0001 to 9999 */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return instantAt(epochMs(instant) + seconds * 1000)
}

export function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}
