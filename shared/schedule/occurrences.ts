import { invalid, type Refusal } from '../errors/refusal.ts'
import type { SessionSeries } from '../organisation/session-series.ts'
import { addDays, type Day, dayNumber, isDay } from '../time/day.ts'
import { dayInWords } from '../time/day-in-words.ts'
import { type DueDate, earliestDay, type ImpreciseDay, latestDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import {
  longestClosure,
  nearestWorkingDay,
  type WorkingCalendar,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from '../time/working-calendar.ts'
import { instantOf } from '../time/zone.ts'
import { bounded } from './bounds.ts'
import type { Schedule } from './schedule.ts'
import type { Slot } from './slot.ts'
import { slotsOf } from './slots.ts'

/**
 * One date of a schedule. `slot` is its identity, which no later move changes; `basis` says in words why the date is
 * what it is; `dueAt` is there where the schedule names an hour.
 */
export type Occurrence = {
  readonly slot: string
  readonly dueOn: DueDate
  readonly basis: string
  readonly sessionOrdinal?: number
  readonly dueAt?: Instant
}

/** A dated fact that a schedule may count from. */
export type ScheduleEvent = {
  readonly kind: string
  readonly on: ImpreciseDay | null
  readonly nextDueOn?: ImpreciseDay | null | undefined
}

/** What a schedule refers to. Nothing else, neither a clock nor a store, decides its dates. */
export type ScheduleContext = {
  readonly sessions: (organisationId: string) => SessionSeries | undefined
  readonly calendar: (calendarId: string | undefined) => WorkingCalendar
  readonly events: readonly ScheduleEvent[]
}

/** The most dates that a preview gives. */
export const mostPreviewed = 1_000
/** The most dates of one record that are looked at: thirteen years of every day. */
export const mostTracked = 5_000

/**
 * The dates of a schedule between two days, both included, in their order.
 * @throws Refusal invalid at /to where there are more than 1,000
 */
export function occurrencesBetween(
  schedule: Schedule,
  context: ScheduleContext,
  window: { readonly from: Day; readonly to: Day },
): Occurrence[] {
  return within(schedule, context, window, mostPreviewed, () =>
    invalid('/to', `There are more than ${mostPreviewed} dates until then. Write an earlier day.`),
  )
}

/**
 * As `occurrencesBetween`, for a record that is kept.
 * @throws Refusal invalid at /trackedFrom where there are more than 5,000
 */
export function trackedOccurrences(
  schedule: Schedule,
  context: ScheduleContext,
  window: { readonly from: Day; readonly to: Day },
): Occurrence[] {
  return within(schedule, context, window, mostTracked, () =>
    invalid(
      '/trackedFrom',
      `The schedule gives more than ${mostTracked} dates since then. Write a later day.`,
    ),
  )
}

function within(
  schedule: Schedule,
  context: ScheduleContext,
  { from, to }: { readonly from: Day; readonly to: Day },
  most: number,
  refusal: () => Refusal,
): Occurrence[] {
  const found: Occurrence[] = []
  for (const occurrence of occurrencesFrom(schedule, context, from, to)) {
    if (earliestDay(occurrence.dueOn) > to) continue
    found.push(occurrence)
    if (found.length > most) throw refusal()
  }
  return found.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
}

/** The date with this slot as the schedule gives it now, or undefined where it gives none. */
export function occurrenceAt(
  schedule: Schedule,
  context: ScheduleContext,
  slot: string,
): Occurrence | undefined {
  const from = isDay(slot) ? dayNumber(slot) : Number.NEGATIVE_INFINITY
  for (const each of bounded(schedule, slotsOf(schedule, context, from))) {
    if (each.slot === slot) return rolled(schedule, context, each)
    if (comesAfter(each.slot, slot)) return undefined
  }
  return undefined
}

/** Slots come in order, by day or by number: once a later one is met, the slot is not there. */
function comesAfter(slot: string, wanted: string): boolean {
  if (isDay(slot) && isDay(wanted)) return slot > wanted
  return Number(slot) > Number(wanted)
}

/** The first date after a day, or undefined where there is none. */
export function firstOccurrenceAfter(
  schedule: Schedule,
  context: ScheduleContext,
  on: Day,
): Occurrence | undefined {
  const next = occurrencesFrom(schedule, context, addDays(on, 1), undefined).next()
  return next.done ? undefined : next.value
}

/**
 * The dates from a day on, in the order of their slots, ending after `to`. A date may be rolled across either edge of
 * the window, so slots are looked at as far outside of it as a calendar is ever closed.
 */
function* occurrencesFrom(
  schedule: Schedule,
  context: ScheduleContext,
  from: Day,
  to: Day | undefined,
): Generator<Occurrence> {
  const margin = (schedule.roll ?? 'none') === 'none' ? 0 : longestClosure(calendarOf(schedule, context))
  const start = dayNumber(from) - margin
  const end = to === undefined ? Number.POSITIVE_INFINITY : dayNumber(to) + margin
  for (const slot of bounded(schedule, slotsOf(schedule, context, start))) {
    if (dayNumber(earliestDay(slot.dueOn)) > end) return
    const occurrence = rolled(schedule, context, slot)
    if (latestDay(occurrence.dueOn) >= from) yield occurrence
  }
}

/** The date rolled to a working day where the schedule says so, and with its hour; its basis as a sentence. */
function rolled(schedule: Schedule, context: ScheduleContext, slot: Slot): Occurrence {
  const { on: _, ...rest } = slot
  const dueOn = isDay(slot.dueOn) ? rolledDay(schedule, context, slot.dueOn) : slot.dueOn
  const why =
    dueOn === slot.dueOn
      ? ''
      : `, moved from ${dayInWords(earliestDay(slot.dueOn))}, a day off, to the working day ${dayInWords(earliestDay(dueOn))}`
  const basis = `${slot.basis.charAt(0).toUpperCase()}${slot.basis.slice(1)}${why}.`
  const { at } = schedule
  if (at === null || at === undefined) return { ...rest, dueOn, basis }
  const dueAt = instantOf(latestDay(dueOn), at.time, at.zone)
  return { ...rest, dueOn, dueAt, basis: `${basis} At ${at.time}, ${at.zone}.` }
}

function rolledDay(schedule: Schedule, context: ScheduleContext, on: Day): Day {
  const calendar = calendarOf(schedule, context)
  switch (schedule.roll ?? 'none') {
    case 'none':
      return on
    case 'before':
      return workingDayOnOrBefore(calendar, on)
    case 'after':
      return workingDayOnOrAfter(calendar, on)
    case 'nearest':
      return nearestWorkingDay(calendar, on)
  }
}

function calendarOf(schedule: Schedule, context: ScheduleContext): WorkingCalendar {
  return context.calendar(schedule.calendarId ?? undefined)
}

function orderOf({ dueOn, slot }: Occurrence): string {
  return `${earliestDay(dueOn)}#${slot.padStart(10, '0')}`
}

export function sessionDependencies(schedule: Schedule): string[] {
  if (schedule.kind === 'session') return [schedule.organisationId]
  return 'of' in schedule ? [...new Set(schedule.of.flatMap(sessionDependencies))] : []
}

export function calendarDependencies(schedule: Schedule): string[] {
  const own = typeof schedule.calendarId === 'string' ? [schedule.calendarId] : []
  const members = 'of' in schedule ? schedule.of.flatMap(calendarDependencies) : []
  return [...new Set([...own, ...members])]
}
