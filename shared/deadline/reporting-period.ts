import * as z from 'zod'
import type { TrackedRecord } from '../record/record.ts'
import { shiftedWithin } from '../schedule/dated-events.ts'
import { placeOf } from '../schedule/place.ts'
import { type Day, isDay } from '../time/day.ts'
import { DueDate, describeDueDate } from '../time/imprecise-day.ts'
import { spanOf } from '../time/period.ts'

/** The time that an occurrence reports on, both days included: another thing than the day on which it is due. */
export const ReportingPeriod = z.strictObject({ startsOn: DueDate, endsOn: DueDate })
export type ReportingPeriod = z.output<typeof ReportingPeriod>

const oneDay = spanOf('P1D')

/**
 * The reporting period of one occurrence. Counted from the first day of the first period where that is recorded; else
 * the period that ends on the day before the date that the rule gives. Moving the occurrence does not move it.
 */
export function reportingPeriod(
  record: TrackedRecord,
  { slot, dueOn }: { readonly slot: string; readonly dueOn: DueDate },
): ReportingPeriod | null {
  if (record.kind !== 'commitment' || record.period === null) return null
  const { period, periodStartsOn, schedule } = record
  const place = placeOf(schedule, slot)
  if (periodStartsOn !== null && place !== undefined) return counted(periodStartsOn, period, place)
  const next = isDay(slot) ? slot : dueOn
  // Where the dates themselves are so far apart, a period begins on the date before: months differ in length.
  if (schedule.kind === 'every' && schedule.period === period && place !== undefined)
    return between(shiftedWithin(schedule.startsOn, spanOf(period), place - 1), next)
  return between(shiftedWithin(next, spanOf(period), -1), next)
}

function counted(first: Day, period: string, place: number): ReportingPeriod | null {
  const [start, next] = [place, place + 1].map((n) => shiftedWithin(first, spanOf(period), n))
  return between(start, next)
}

function between(startsOn: DueDate | undefined, next: DueDate | undefined): ReportingPeriod | null {
  const endsOn = next && shiftedWithin(next, oneDay, -1)
  return startsOn === undefined || endsOn === undefined ? null : { startsOn, endsOn }
}

/** 'It reports on 1 January 2026 to 31 December 2026.' */
export function reportingPeriodInWords({ startsOn, endsOn }: ReportingPeriod): string {
  return `It reports on ${describeDueDate(startsOn)} to ${describeDueDate(endsOn)}.`
}
