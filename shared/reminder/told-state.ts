import { type Deadline, isOpen, keyText, parseDeadlineId } from '../deadline/deadline.ts'
import { deadlineAt, deadlinesBetween } from '../deadline/deadlines.ts'
import type { RecordState, Surroundings } from '../deadline/record-state.ts'
import { sessionArrangedAt } from '../organisation/session-arranged.ts'
import { type Day, day } from '../time/day.ts'
import { earliestDay } from '../time/imprecise-day.ts'
import { type Instant, later } from '../time/instant.ts'
import type { Mutes } from './mute.ts'
import type { Told } from './told.ts'

/** A record with what was told of it. */
export type ToldState = RecordState & {
  readonly told: ReadonlyMap<string, Told>
  /** A lead reached before this is owed since then, because something changed; a later one, since it was reached. */
  readonly quietThrough: Instant
  /** When somebody last changed what the dates, the leads or whoever answers for all of it follow from. */
  readonly arrangedAt: Instant
  /** Who of those that watch it wants no reminders. */
  readonly mutes: Mutes
}

/** What was moved or entered by hand may lie before the record was tracked, and is open all the same. */
const ever = day('0001-01-01')

/**
 * The open deadlines up to a day, and those beyond it whose recipients were told an earlier date: they have to hear of
 * the new one, however far off it is.
 */
export function openDeadlines(
  state: ToldState,
  around: Surroundings,
  now: Instant,
  to: Day,
): readonly Deadline[] {
  const within = deadlinesBetween(state, around, now, { from: ever, to })
  const known = new Set(within.map(keyOf))
  const told = new Set([...state.told.values()].map(({ deadlineKey }) => deadlineKey))
  const beyond = [...told].flatMap((text) => {
    const key = known.has(text) ? undefined : parseDeadlineId(`${state.record.id}.${text}`)?.key
    const deadline = key && deadlineAt(state, around, now, key)
    return deadline?.dueOn && earliestDay(deadline.dueOn) > to ? [deadline] : []
  })
  return [...within, ...beyond].filter(isOpen)
}

/**
 * When somebody last arranged a deadline, the occurrence that it leads to, all of its record, or, where its date still
 * follows them, one of its sessions.
 */
export function arrangedAt(
  deadline: Deadline,
  { record, touched, arrangedAt }: ToldState,
  around: Surroundings,
): Instant {
  const parent = deadline.parentId?.slice(record.id.length + 1)
  const own = [keyOf(deadline), parent].flatMap((key) => (key && touched.get(key)) || [])
  const followed = own.some(({ moved }) => moved !== null) ? [] : deadline.sessions
  const sessions = followed.map(({ organisationId, ordinal }) => {
    const series = around.sessions(organisationId)
    return series && sessionArrangedAt(series, ordinal)
  })
  return [...own.map((each) => each.arrangedAt), ...sessions].reduce<Instant>(
    (last, at) => (at ? later(last, at) : last),
    arrangedAt,
  )
}

/** The key of a deadline within its record. */
export function keyOf(deadline: Deadline): string {
  const key = parseDeadlineId(deadline.id)?.key
  if (key === undefined) throw new Error(`not the id of a deadline: ${deadline.id}`)
  return keyText(key)
}
