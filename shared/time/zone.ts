import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { LAST_DAY_NUMBER } from './civil.ts'
import { type Day, day, dayAt } from './day.ts'
import { epochMs, type Instant, instantAt } from './instant.ts'

const ZONE_ADVICE = 'Write a zone of the IANA database, such as Asia/Baku, America/New_York or UTC.'
const TIME_ADVICE = 'Write a time of day as HH:MM, from 00:00 to 23:59.'
const LAST_MS = ((LAST_DAY_NUMBER + 1) * 86_400 - 1) * 1000
const FIRST_MS = -62_135_596_800_000

/** The name as the database spells it, or undefined if it has none such. A bare offset is not a zone. */
function canonical(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** A zone of the IANA database; the letters' case is mended, an old name is kept as written. */
export const Zone = z
  .string({ error: ZONE_ADVICE })
  .max(64, { error: ZONE_ADVICE, abort: true })
  .refine((name) => canonical(name) !== undefined, { error: ZONE_ADVICE, abort: true })
  .overwrite((name) => canonical(name) ?? name)
  .brand<'Zone'>()
  .meta({ examples: ['Asia/Baku'] })
export type Zone = z.output<typeof Zone>

/** A time of day without a zone, `HH:MM`. */
export const TimeOfDay = z
  .string({ error: TIME_ADVICE })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: TIME_ADVICE })
  .brand<'TimeOfDay'>()
  .meta({ examples: ['08:00'] })
export type TimeOfDay = z.output<typeof TimeOfDay>

/**
 * When clocks of the zone show the time on the day. A time that the clocks leap over is taken as much later as they
 * leap; one that they show twice is the first (Temporal's 'compatible').
 */
export function instantOf(day: Day, timeOfDay: TimeOfDay, zone: Zone): Instant {
  const plainTime = Temporal.PlainTime.from(timeOfDay)
  const moment = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime })
  return withinYears(moment.epochMilliseconds)
}

/** The day that calendars of the zone show at the instant. */
export function civilDay(instant: Instant, zone: Zone): Day {
  const moment = Temporal.Instant.fromEpochMilliseconds(epochMs(instant)).toZonedDateTimeISO(zone)
  if (moment.year < 1) return day('0001-01-01')
  return moment.year > 9999 ? dayAt(LAST_DAY_NUMBER) : day(moment.toPlainDate().toString())
}

/**
 * The first instant that no longer belongs to the day: when the next civil day of the zone starts, even where
 * midnight, or the whole next day, is missing from the calendar.
 */
export function endOfDay(day: Day, zone: Zone): Instant {
  const next = Temporal.PlainDate.from(day).add({ days: 1 })
  return withinYears(next.toZonedDateTime(zone).epochMilliseconds)
}

/** A zone moves the first and last days of the calendar over its edge: they are kept on it. */
function withinYears(milliseconds: number): Instant {
  return instantAt(Math.min(LAST_MS, Math.max(FIRST_MS, milliseconds)))
}
