import { type Day, dayAt, dayNumber } from '../time/day.ts'
import { dayInWords } from '../time/day-in-words.ts'
import { type ImpreciseDay, latestDay } from '../time/imprecise-day.ts'
import type { Session, SessionRule } from './session.ts'
import type { SessionsArranged } from './session-arranged.ts'
import { type Stretch, stretchesOf } from './session-count.ts'
import { ordinalsBetween, type SessionDays, sessionDays } from './session-days.ts'
import { type Opening, type SessionTimeline, sessionTimeline } from './session-timeline.ts'

/** All that is known of an organisation's sessions. */
export type SessionSeries = {
  readonly organisationName: string
  readonly rules: readonly SessionRule[]
  readonly sessions: readonly Session[]
  /** No session is estimated to open after it. */
  readonly abolishedOn?: ImpreciseDay | null
  readonly arranged?: SessionsArranged
}

/** A session, recorded or estimated; `basis` says which, in words. */
export type KnownSession = {
  readonly ordinal: number
  readonly opensOn: Day
  readonly closesOn: Day | null
  readonly status: Session['status']
  readonly basis: string
  /** Its closing is not recorded, and taken as the day before the next one opens. */
  readonly closesBeforeNext: boolean
}

type Counted = {
  readonly recorded: ReadonlyMap<number, Session>
  readonly openings: SessionDays
  readonly closings: SessionDays
  readonly timeline: SessionTimeline
  readonly stretches: readonly Stretch[]
}

const counted = new WeakMap<SessionSeries, Counted>()

/** Worked out once for each series; a series is never changed in place. */
function count(series: SessionSeries): Counted {
  const known = counted.get(series)
  if (known !== undefined) return known
  const { rules, abolishedOn } = series
  const timeline = sessionTimeline(rules, abolishedOn ? latestDay(abolishedOn) : undefined)
  const recorded = new Map(series.sessions.map((session) => [session.ordinal, session]))
  const sessions = [...recorded.values()]
  const made = {
    recorded,
    openings: sessionDays(sessions, ({ opensOn }) => opensOn),
    closings: sessionDays(sessions, ({ closesOn }) => closesOn),
    timeline,
    stretches: stretchesOf(timeline, sessions),
  }
  counted.set(series, made)
  return made
}

/**
 * A session by its number: as recorded, else estimated by the rules, counted from the nearest session that is
 * recorded (else from the number that a rule gives its first opening). A closing that is not recorded is estimated as
 * the day before the next opening. Undefined where no rule reaches the number.
 */
export function sessionAt(series: SessionSeries, ordinal: number): KnownSession | undefined {
  const recorded = count(series).recorded.get(ordinal)
  if (recorded !== undefined) {
    const { opensOn, status } = recorded
    const next = recorded.closesOn ? null : dayBeforeNext(series, ordinal, opensOn)
    const closesOn = recorded.closesOn ?? next
    const basis = recordedBasis(recorded)
    return { ordinal, opensOn, closesOn, status, basis, closesBeforeNext: next !== null }
  }
  const found = estimate(series, ordinal)
  if (found === undefined) return undefined
  const opensOn = dayAt(found.opening.on)
  const closesOn = dayBeforeNext(series, ordinal, opensOn)
  const basis = estimatedBasis(ordinal, found)
  return { ordinal, opensOn, closesOn, status: 'estimated', basis, closesBeforeNext: closesOn !== null }
}

/** The numbers of the sessions whose dates an opening or closing follows. */
export function followedSessions(session: KnownSession, edge: 'opens' | 'closes'): number[] {
  const { ordinal, closesBeforeNext } = session
  return edge === 'closes' && closesBeforeNext ? [ordinal, ordinal + 1] : [ordinal]
}

/** ', taken as the day before session 82 opens, estimated 7 September 2027 by ...', where a closing is not recorded. */
export function closingEstimate(series: SessionSeries, session: KnownSession): string {
  const next = session.closesBeforeNext ? sessionAt(series, session.ordinal + 1) : undefined
  return next === undefined ? '' : `, taken as the day before session ${next.ordinal} opens, ${next.basis}`
}

/**
 * The numbers of the sessions that open between two days, both included, as day numbers: recorded or estimated, in no
 * order. Where the record contradicts itself (a session opens before the one before it), all are still found.
 */
export function sessionsOpening(series: SessionSeries, from: number, to: number): number[] {
  const { recorded, openings, timeline, stretches } = count(series)
  const known = ordinalsBetween(openings, from, to)
  const first = timeline.countBefore(from)
  const end = timeline.countBefore(to + 1)
  const estimated = stretches.flatMap((stretch) => {
    const low = Math.max(stretch.from, stretch.from + first - stretch.index)
    const high = Math.min(stretch.to, stretch.from + end - 1 - stretch.index)
    return Array.from({ length: Math.max(0, high - low + 1) }, (_, at) => low + at)
  })
  return [...known, ...estimated.filter((ordinal) => !recorded.has(ordinal))]
}

/**
 * The numbers of the sessions that may close between two days, both included, as day numbers: all that do, and with
 * them perhaps some that do not. A session without a recorded closing closes before the next one opens, or, where
 * the record contradicts itself, on the day that it opens itself.
 */
export function sessionsClosing(series: SessionSeries, from: number, to: number): number[] {
  return [
    ...new Set([
      ...sessionsOpening(series, from + 1, to + 1).map((ordinal) => ordinal - 1),
      ...sessionsOpening(series, from, to),
      ...ordinalsBetween(count(series).closings, from, to),
    ]),
  ]
}

type Estimate = { readonly opening: Opening; readonly stretch: Stretch }

function estimate(series: SessionSeries, ordinal: number): Estimate | undefined {
  const { timeline, stretches } = count(series)
  const stretch = stretches.find(({ from, to }) => from <= ordinal && ordinal <= to)
  const opening = stretch && timeline.at(stretch.index + ordinal - stretch.from)
  return opening && { opening, stretch }
}

function dayBeforeNext(series: SessionSeries, ordinal: number, opensOn: Day): Day | null {
  const recorded = count(series).recorded.get(ordinal + 1)?.opensOn
  const on = recorded === undefined ? estimate(series, ordinal + 1)?.opening.on : dayNumber(recorded)
  return on === undefined ? null : dayAt(Math.max(dayNumber(opensOn), on - 1))
}

function recordedBasis({ opensOn, status }: Session): string {
  return `${{ estimated: 'estimated', confirmed: 'confirmed', moved: 'moved to' }[status]} ${dayInWords(opensOn)}`
}

/** Names the session that was counted from where the rule alone would give another number. */
function estimatedBasis(ordinal: number, { opening, stretch: { countedFrom } }: Estimate): string {
  const year = Number(opening.rule.validFrom.slice(0, 4))
  const basis = `estimated ${dayInWords(dayAt(opening.on))} by the rule as applied since ${year}`
  if (countedFrom === undefined || opening.ordinal === ordinal) return basis
  return `${basis}, counted from session ${countedFrom.ordinal}, ${dayInWords(countedFrom.opensOn)}`
}
