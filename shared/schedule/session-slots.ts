import { type KnownSession, type SessionSeries, sessionAt } from '../organisation/session-series.ts'
import { type Day, dayAt, dayNumber, weekdayOf } from '../time/day.ts'
import { dayInWords, weekdayName } from '../time/day-in-words.ts'
import { applyOffset, describeOffset, type Offset } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import type { ScheduleOf } from './schedule.ts'
import type { Slot } from './slot.ts'

const noOffset: Offset = 'P0D'

/** Every n-th session from the first, in order; a session that no rule reaches ends them. */
export function* sessionSlots(
  schedule: ScheduleOf<'session'>,
  series: SessionSeries | undefined,
  calendar: WorkingCalendar,
): Generator<Slot> {
  if (series === undefined) return
  const every = schedule.every ?? 1
  const known = [
    ...series.sessions.map(({ ordinal }) => ordinal),
    ...series.rules.map((rule) => rule.firstOrdinal),
  ]
  const last = Math.max(0, ...known)
  for (let ordinal = schedule.from; ; ordinal += every) {
    const session = sessionAt(series, ordinal)
    if (session === undefined && ordinal >= last) return
    const slot = session && slotOf(schedule, series, session, calendar)
    if (slot !== undefined) yield slot
  }
}

function slotOf(
  schedule: ScheduleOf<'session'>,
  series: SessionSeries,
  session: KnownSession,
  calendar: WorkingCalendar,
): Slot | undefined {
  const edge = schedule.edge === 'opens' ? session.opensOn : session.closesOn
  if (edge === null) return undefined
  const offset = schedule.offset ?? noOffset
  const shifted = shiftedWithin(edge, offset, calendar)
  if (shifted === undefined) return undefined
  const { weekday } = schedule
  const dueOn = typeof weekday === 'number' ? onOrBefore(shifted, weekday) : shifted
  const snapped = typeof weekday === 'number' ? `the ${weekdayName(weekday)} on or before ` : ''
  const which = schedule.edge === 'opens' ? 'the opening' : `the closing, ${dayInWords(edge)},`
  return {
    slot: String(session.ordinal),
    dueOn,
    on: session.opensOn,
    sessionOrdinal: session.ordinal,
    basis: `${snapped}${describeOffset(offset)} ${which} of session ${session.ordinal} of ${series.organisationName}, ${session.basis}`,
  }
}

function shiftedWithin(edge: Day, offset: Offset, calendar: WorkingCalendar): Day | undefined {
  try {
    return applyOffset(edge, offset, calendar)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function onOrBefore(day: Day, weekday: number): Day {
  return dayAt(dayNumber(day) - ((weekdayOf(day) - weekday + 7) % 7))
}
