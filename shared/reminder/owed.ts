import { type Deadline, isOpen, keyText, parseDeadlineId } from '../deadline/deadline.ts'
import { deadlinesBetween } from '../deadline/deadlines.ts'
import type { RecordState, Surroundings } from '../deadline/record-state.ts'
import { addDays } from '../time/day.ts'
import type { DueDate } from '../time/imprecise-day.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import type { ReminderLabel, ReminderReason } from './delivery.ts'
import { isAtWork, type Lead, leadsOf, nextSendingHour } from './lead.ts'
import { recipientsOf } from './recipient.ts'
import { saysMore, type Told, toldId, type Word } from './told.ts'

/** One message that is owed: to whom, about what, when it goes out, and what it stands for. */
export type Owed = {
  readonly deadline: Deadline
  readonly deadlineKey: string
  readonly recipient: string
  readonly word: Word
  readonly previousDueOn: DueDate | null
  readonly reason: ReminderReason
  readonly label: ReminderLabel
  readonly sendAt: Instant
  /** The leads that fell into a silence and are not sent: this message replaces them. */
  readonly replaces: readonly number[]
}

export type Plan = {
  readonly owed: readonly Owed[]
  /** What is on its way and no longer holds. */
  readonly obsolete: readonly Told[]
  /** When the record has to be looked at again. Undefined: nothing of it will ever be owed. */
  readonly nextWakeAt: Instant | undefined
}

export type ToldState = RecordState & {
  readonly told: ReadonlyMap<string, Told>
  /** A lead reached before this is owed since then, because something changed; a later one, since it was reached. */
  readonly quietThrough: Instant
}

/**
 * A reminder is planned so long before its time, so that all that one person is to be told at one time is in the
 * outbox by then and goes out as one mail.
 */
export const planAheadSeconds = 3_600
/** So long after its time, a reminder is late. */
export const lateAfterSeconds = 900
/** A record is looked at again after this time at the latest: no horizon ends unseen. */
const longestRestDays = 365

/**
 * Compares the deadlines as they are with what each person was last told. It is a pure function of the record and
 * the time: a sweep that runs late, twice, or after an edit comes to the right answer, whatever happened before.
 */
export function planOf(state: ToldState, around: Surroundings, now: Instant): Plan {
  const { record } = state
  if (record.status === 'archived') return { owed: [], obsolete: pendingOf(state), nextWakeAt: undefined }
  const leadDays = record.leadDays ?? around.workspace.leadDays
  const today = civilDay(now, around.workspace.zone)
  const to = addDays(today, Math.max(0, ...leadDays) + longestRestDays + 30)
  const deadlines = deadlinesBetween(state, around, now, { from: record.trackedFrom, to }).filter(isOpen)
  const horizon = plusSeconds(now, planAheadSeconds)

  const owed: Owed[] = []
  const standing = new Set<string>()
  let nextWakeAt = plusSeconds(now, longestRestDays * 86_400)
  for (const deadline of deadlines) {
    const leads = leadsOf(deadline, leadDays, around.workspace)
    const next = leads.find(({ at }) => at > horizon)
    if (next !== undefined) nextWakeAt = earlier(nextWakeAt, plusSeconds(next.at, -planAheadSeconds))
    const reached = leads.filter(({ at }) => at <= horizon)
    for (const { id } of recipientsOf(deadline, record, around.workspace)) {
      const told = state.told.get(toldId({ deadlineKey: keyOf(deadline), recipient: id }))
      const word = wordOwed(deadline, reached.at(-1), told?.lastTold ?? null)
      if (word === undefined) continue
      standing.add(toldId({ deadlineKey: keyOf(deadline), recipient: id }))
      if (told?.pending && isSame(told.pending.word, word)) continue
      owed.push(messageOf(state, around, now, { deadline, recipient: id, told, word, reached }))
    }
  }
  const obsolete = pendingOf(state).filter(
    (told) => !standing.has(toldId(told)) || owed.some((each) => toldId(each) === toldId(told)),
  )
  return { owed, obsolete, nextWakeAt }
}

function pendingOf({ told }: ToldState): Told[] {
  return [...told.values()].filter(({ pending }) => pending !== null)
}

/** The word that a recipient is owed now, or undefined where they know it. */
function wordOwed({ dueOn }: Deadline, nearest: Lead | undefined, lastTold: Word | null): Word | undefined {
  const word = { dueOn, leadDays: nearest?.days ?? null }
  return saysMore(word, lastTold) ? word : undefined
}

type Case = {
  readonly deadline: Deadline
  readonly recipient: string
  readonly told: Told | undefined
  readonly word: Word
  readonly reached: readonly Lead[]
}

function messageOf(state: ToldState, around: Surroundings, now: Instant, each: Case): Owed {
  const { deadline, recipient, told, word, reached } = each
  const lastTold = told?.lastTold ?? null
  const hasMoved = lastTold !== null && lastTold.dueOn !== word.dueOn
  const nearest = reached.at(-1)
  const since = earlier(state.quietThrough, now)
  const isNew = nearest === undefined || nearest.at <= since
  const expectedAt = isNew ? announcedAt(deadline, around, since) : nearest.at
  const common = {
    deadline,
    deadlineKey: keyOf(deadline),
    recipient,
    word,
    previousDueOn: hasMoved ? lastTold.dueOn : null,
    reason: hasMoved ? 'moved' : isNew ? reasonOfChange(state, deadline, recipient, lastTold) : 'lead',
  } as const
  if (plusSeconds(expectedAt, lateAfterSeconds) >= now)
    return { ...common, label: 'none', sendAt: expectedAt, replaces: [] }
  const missed = reached.filter(
    ({ days, at }) => at > since && days !== word.leadDays && saysMore({ ...word, leadDays: days }, lastTold),
  )
  const sendAt = isAtWork(now, around.workspace) ? now : announcedAt(deadline, around, now)
  return { ...common, label: 'late', sendAt, replaces: missed.map(({ days }) => days) }
}

/** Why somebody is told of a date that stands as it stood, though no lead of it was reached. */
function reasonOfChange(
  { told }: ToldState,
  deadline: Deadline,
  recipient: string,
  lastTold: Word | null,
): ReminderReason {
  const isHandedOver = [...told.values()].some(
    (other) =>
      other.deadlineKey === keyOf(deadline) && other.recipient !== recipient && other.lastTold !== null,
  )
  if (isHandedOver) return 'handover'
  return lastTold === null ? 'added' : 'lead'
}

/** The next sending hour; at once only where the deadline would pass first. */
function announcedAt({ dueAt }: Deadline, { workspace }: Surroundings, now: Instant): Instant {
  const next = nextSendingHour(now, workspace)
  return dueAt !== null && now < dueAt && dueAt <= next ? now : next
}

/** The key of a deadline within its record. */
export function keyOf(deadline: Deadline): string {
  const key = parseDeadlineId(deadline.id)?.key
  if (key === undefined) throw new Error(`not the id of a deadline: ${deadline.id}`)
  return keyText(key)
}

function isSame(a: Word, b: Word): boolean {
  return a.dueOn === b.dueOn && a.leadDays === b.leadDays
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b
}
