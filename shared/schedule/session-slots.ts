import {
  closingEstimate,
  followedSessions,
  type KnownSession,
  type SessionSeries,
  sessionAt,
  sessionsClosing,
  sessionsOpening,
} from '../organisation/session-series.ts'
import { FIRST_DAY_NUMBER, LAST_DAY_NUMBER, weekdayAt } from '../time/civil.ts'
import { dayAt, dayNumber, isDayNumber } from '../time/day.ts'
import { dayInWords, weekdayName } from '../time/day-in-words.ts'
import { describeOffset, type Offset, ON_THE_DAY, offsetReach, plusOffset } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import type { ScheduleOf } from './schedule.ts'
import { plainDays, type Slot, type Slots } from './slot.ts'

/** How much of the calendar is searched for sessions at a time, in days. */
const STRIDE = 3_653
/** More days than any session lasts. */
const LONGEST_SESSION = 36_525
const noOffset: Offset = 'P0D'

/**
 * Every n-th session, counted from one: an offset from its opening or closing, snapped to the weekday on or before.
 * The slot is the number of the session, so an estimate that is confirmed or moved keeps its identity.
 */
export function sessionSlots(
  schedule: ScheduleOf<'session'>,
  series: SessionSeries,
  calendar: WorkingCalendar,
): Slots {
  const reach = offsetReach(schedule.offset ?? noOffset, calendar)
  const drift = {
    least: reach.least - 6,
    most: reach.most + (schedule.edge === 'closes' ? LONGEST_SESSION : 0),
  }
  const sessionsIn = schedule.edge === 'opens' ? sessionsOpening : sessionsClosing
  const slotAt = (ordinal: number) => {
    const session = isChosen(schedule, ordinal) ? sessionAt(series, ordinal) : undefined
    return session && slotOf(schedule, series, calendar, session)
  }
  const from = function* (day: number): Generator<Slot> {
    for (let low = Math.max(day, FIRST_DAY_NUMBER); low <= LAST_DAY_NUMBER; low += STRIDE) {
      const high = low + STRIDE - 1
      const slots = sessionsIn(series, low - reach.most, high - reach.least + 6)
        .map(slotAt)
        .filter((slot) => slot !== undefined)
      yield* slots
        .filter(({ on }) => low <= on && on <= high)
        .toSorted((a, b) => a.on - b.on || Number(a.slot) - Number(b.slot))
    }
  }
  return {
    ...plainDays,
    drift,
    from,
    at: (slot) => (/^[1-9]\d{0,6}$/.test(slot) ? slotAt(Number(slot)) : undefined),
  }
}

function isChosen({ from, every }: ScheduleOf<'session'>, ordinal: number): boolean {
  return ordinal >= from && (ordinal - from) % (every ?? 1) === 0
}

function slotOf(
  schedule: ScheduleOf<'session'>,
  series: SessionSeries,
  calendar: WorkingCalendar,
  session: KnownSession,
): Slot | undefined {
  const edge = schedule.edge === 'opens' ? session.opensOn : session.closesOn
  if (edge === null) return undefined
  const shifted = plusOffset(dayNumber(edge), schedule.offset ?? noOffset, calendar)
  const { weekday } = schedule
  const on = typeof weekday === 'number' ? shifted - ((weekdayAt(shifted) - weekday + 7) % 7) : shifted
  if (!isDayNumber(on)) return undefined
  const { ordinal } = session
  return {
    slot: String(ordinal),
    on,
    dueOn: dayAt(on),
    heldOn: dayNumber(session.opensOn),
    sessionOrdinal: ordinal,
    sessions: followedSessions(session, schedule.edge).map((each) => ({
      organisationId: schedule.organisationId,
      ordinal: each,
    })),
    basis: () => basisOf(schedule, series, session),
  }
}

function basisOf(schedule: ScheduleOf<'session'>, series: SessionSeries, session: KnownSession): string {
  const { edge, offset, weekday } = schedule
  const snapped = typeof weekday === 'number' ? `the ${weekdayName(weekday)} on or before ` : ''
  const away = describeOffset(offset ?? noOffset)
  // 'the Tuesday on or before the opening', where there is nothing to count.
  const distance = snapped !== '' && away === ON_THE_DAY ? '' : `${away} `
  const of = `of session ${session.ordinal} of ${withArticle(series.organisationName)}`
  if (edge === 'opens') return `${snapped}${distance}the opening ${of}, ${session.basis}`
  const closing = session.closesOn === null ? '' : `, ${dayInWords(session.closesOn)},`
  const estimate = closingEstimate(series, session)
  return `${snapped}${distance}the closing${closing} ${of} (opening ${session.basis})${estimate}`
}

/** 'the General Assembly', but 'UNESCO': a name of several words is taken for a description. */
export function withArticle(name: string): string {
  return name.includes(' ') && !/^the /i.test(name) ? `the ${name}` : name
}
