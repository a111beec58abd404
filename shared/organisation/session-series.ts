import { type Day, dayAt, dayNumber } from '../time/day.ts'
import { dayInWords } from '../time/day-in-words.ts'
import { recurrence } from '../time/recurrence.ts'
import { recurrenceRule } from '../time/recurrence-text.ts'
import type { Session, SessionRule } from './session.ts'

/** All that is known of an organisation's sessions. */
export type SessionSeries = {
  readonly organisationName: string
  readonly rules: readonly SessionRule[]
  readonly sessions: readonly Session[]
}

/** A session, recorded or estimated; `basis` says which, in words. */
export type KnownSession = {
  readonly ordinal: number
  readonly opensOn: Day
  readonly closesOn: Day | null
  readonly status: Session['status']
  readonly basis: string
}

/** An opening that a rule gives, and the rule. */
type Opening = { readonly on: number; readonly rule: SessionRule }

/**
 * A session by its number: as recorded, or estimated by the rules, counted from the nearest session that is recorded
 * (else from the number that a rule gives its first opening). Undefined where no rule reaches it.
 *
 * A recorded session stands for the opening of the rules that is nearest to it: one that was moved by some weeks
 * does not shift those that follow.
 */
export function sessionAt(series: SessionSeries, ordinal: number): KnownSession | undefined {
  const recorded = series.sessions.find((session) => session.ordinal === ordinal)
  if (recorded !== undefined) return asRecorded(series, recorded)
  const opening = estimated(series, ordinal)
  if (opening === undefined) return undefined
  const opensOn = dayAt(opening.on)
  const basis = `estimated ${dayInWords(opensOn)} by the rule as applied since ${opening.rule.validFrom.slice(0, 4)}`
  return { ordinal, opensOn, closesOn: dayBeforeNext(series, ordinal), status: 'estimated', basis }
}

function asRecorded(series: SessionSeries, session: Session): KnownSession {
  const { ordinal, opensOn, status } = session
  const verb = { estimated: 'estimated', confirmed: 'confirmed', moved: 'moved to' }[status]
  const basis = `${verb} ${dayInWords(opensOn)}`
  return { ordinal, opensOn, closesOn: session.closesOn ?? dayBeforeNext(series, ordinal), status, basis }
}

/** A session whose closing is not recorded closes on the day before the next one opens. */
function dayBeforeNext(series: SessionSeries, ordinal: number): Day | null {
  const next = series.sessions.find((session) => session.ordinal === ordinal + 1)
  const on = next === undefined ? estimated(series, ordinal + 1)?.on : dayNumber(next.opensOn)
  return on === undefined ? null : dayAt(on - 1)
}

function estimated(series: SessionSeries, ordinal: number): Opening | undefined {
  const timeline = timelineOf(series.rules)
  const known = nearest(series.sessions, ordinal)
  if (known !== undefined) {
    const at = timeline.indexNearest(dayNumber(known.opensOn))
    return at === undefined ? undefined : timeline.at(at + ordinal - known.ordinal)
  }
  const rule = timeline.rules.findLast(({ firstOrdinal }) => firstOrdinal <= ordinal)
  const first = rule && timeline.indexFrom(dayNumber(rule.validFrom))
  return first === undefined || rule === undefined
    ? undefined
    : timeline.at(first + ordinal - rule.firstOrdinal)
}

function nearest(sessions: readonly Session[], ordinal: number): Session | undefined {
  const distance = (session: Session) => Math.abs(session.ordinal - ordinal)
  return sessions.reduce<Session | undefined>(
    (best, session) => (best === undefined || distance(session) < distance(best) ? session : best),
    undefined,
  )
}

/** The openings that the rules give one after another, found as far as they are asked for. */
class Timeline {
  readonly rules: readonly SessionRule[]
  readonly #found: Opening[] = []
  readonly #openings: Generator<Opening>

  constructor(rules: readonly SessionRule[]) {
    this.rules = [...rules].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    this.#openings = openingsOf(this.rules)
  }

  at(index: number): Opening | undefined {
    if (index < 0) return undefined
    while (this.#found.length <= index) if (!this.#findNext()) return undefined
    return this.#found[index]
  }

  /** The first opening on or after a day. */
  indexFrom(day: number): number | undefined {
    for (let index = 0; ; index += 1) {
      const opening = this.at(index)
      if (opening === undefined || opening.on >= day) return opening && index
    }
  }

  /** The opening that is nearest to a day; negative, before the first one, as many as lie between. */
  indexNearest(day: number): number | undefined {
    const after = this.indexFrom(day)
    if (after === 0) return -this.#openingsBetween(day)
    const before = (after ?? this.#found.length) - 1
    const previous = this.at(before)
    if (previous === undefined) return after
    const next = after === undefined ? undefined : this.at(after)
    return next !== undefined && next.on - day < day - previous.on ? after : before
  }

  /** How many openings there would be between a day before the first one and the first one, at its distance to the next. */
  #openingsBetween(day: number): number {
    const [first, second] = [this.at(0), this.at(1)]
    return first === undefined || second === undefined
      ? 0
      : Math.round((first.on - day) / (second.on - first.on))
  }

  #findNext(): boolean {
    const { value, done } = this.#openings.next()
    if (done) return false
    this.#found.push(value)
    return true
  }
}

/** Each rule from its `validFrom` until the next one's. */
function* openingsOf(rules: readonly SessionRule[]): Generator<Opening> {
  for (const [index, rule] of rules.entries()) {
    const start = dayNumber(rule.validFrom)
    const next = rules[index + 1]
    const end = next === undefined ? Number.POSITIVE_INFINITY : dayNumber(next.validFrom)
    for (const on of recurrence(recurrenceRule(rule.rrule), start, start)) {
      if (on >= end) break
      yield { on, rule }
    }
  }
}

/** Found openings are kept with the rules that gave them: one request asks for many sessions. */
const timelines = new WeakMap<readonly SessionRule[], Timeline>()

function timelineOf(rules: readonly SessionRule[]): Timeline {
  const known = timelines.get(rules) ?? new Timeline(rules)
  timelines.set(rules, known)
  return known
}
