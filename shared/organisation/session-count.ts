import { dayNumber } from '../time/day.ts'
import type { Session } from './session.ts'
import type { SessionTimeline } from './session-timeline.ts'

/** Sessions `from` to `to` are, one after another, the openings from `index` on; before 0 there are none. */
export type Stretch = {
  readonly from: number
  readonly to: number
  readonly index: number
  /** The recorded session that the stretch is counted from, else the rule's own first. */
  readonly countedFrom: Session | undefined
}

/**
 * Which opening of the rules is which session. Sessions are counted from the nearest one that is recorded, of two as
 * near from the earlier; where none is recorded since the first rule, by the number of each rule's first opening.
 */
export function stretchesOf(timeline: SessionTimeline, sessions: readonly Session[]): Stretch[] {
  const start = timeline.rules[0]?.validFrom
  if (start === undefined || timeline.at(0) === undefined) return []
  const known = sessions.filter(({ opensOn }) => opensOn >= start).toSorted((a, b) => a.ordinal - b.ordinal)
  return known.length > 0 ? fromRecorded(timeline, known) : fromRules(timeline)
}

function fromRecorded(timeline: SessionTimeline, known: readonly Session[]): Stretch[] {
  return known.map((session, at) => {
    const before = known[at - 1]
    const after = known[at + 1]
    const from = before === undefined ? 1 : middle(before, session) + 1
    const to = after === undefined ? Number.POSITIVE_INFINITY : middle(session, after)
    const index = nearestOpening(timeline, dayNumber(session.opensOn)) - (session.ordinal - from)
    return { from, to, index, countedFrom: session }
  })
}

function middle(before: Session, after: Session): number {
  return Math.floor((before.ordinal + after.ordinal) / 2)
}

/**
 * A recorded session stands for the opening nearest to it, of two as near for the earlier: one that was moved by some
 * weeks does not shift those that follow.
 */
function nearestOpening(timeline: SessionTimeline, day: number): number {
  const after = timeline.countBefore(day)
  const next = timeline.at(after)
  const previous = timeline.at(after - 1)
  if (previous === undefined) return after
  return next !== undefined && next.on - day < day - previous.on ? after : after - 1
}

function fromRules(timeline: SessionTimeline): Stretch[] {
  return timeline.rules.flatMap((rule, at) => {
    const next = timeline.rules[at + 1]
    const index = timeline.countBefore(dayNumber(rule.validFrom))
    if (timeline.at(index)?.rule !== rule) return []
    if (next === undefined) {
      return [{ from: rule.firstOrdinal, to: Number.POSITIVE_INFINITY, index, countedFrom: undefined }]
    }
    const length = timeline.countBefore(dayNumber(next.validFrom)) - index
    const to = Math.min(next.firstOrdinal, rule.firstOrdinal + length) - 1
    return to < rule.firstOrdinal ? [] : [{ from: rule.firstOrdinal, to, index, countedFrom: undefined }]
  })
}
