import type { ChannelName } from '../channel/channel-name.ts'
import type { Deadline } from '../deadline/deadline.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import type { DueDate } from '../time/imprecise-day.ts'
import { earlier, type Instant, plusSeconds } from '../time/instant.ts'
import type { Addressee } from './addressee.ts'
import type { ReminderLabel, ReminderReason } from './delivery.ts'
import { isAtWork, type Lead, nearestBy, nextSendingHour } from './lead.ts'
import { saysMore, type Word } from './told.ts'
import { arrangedAt, keyOf, type ToldState } from './told-state.ts'

/** One message that is owed: to whom, about what, when it goes out, and what it stands for. */
export type Owed = {
  readonly deadline: Deadline
  readonly deadlineKey: string
  readonly recipient: string
  readonly channel: ChannelName
  /** What they know so far. */
  readonly lastTold: Word | null
  readonly word: Word
  readonly previousDueOn: DueDate | null
  readonly reason: ReminderReason
  /** Who is away, where the recipient is told in their place. */
  readonly inPlaceOf: string | null
  readonly label: ReminderLabel
  readonly sendAt: Instant
  /** The leads that fell into a silence and are not sent: this message replaces them. */
  readonly replaces: readonly number[]
}

/** So long after its time, a reminder is late. */
export const lateAfterSeconds = 900

type Case = {
  readonly deadline: Deadline
  readonly addressee: Addressee
  readonly lastTold: Word | null
  readonly word: Word
  readonly leads: readonly Lead[]
  readonly reached: readonly Lead[]
}

/**
 * When and how a word goes out that is owed. What a change has brought is announced at the next sending hour after it,
 * with the nearest lead that is reached by then; what should have gone out more than a quarter of an hour ago is late.
 */
export function messageOf(state: ToldState, around: Surroundings, now: Instant, each: Case): Owed {
  const { deadline, addressee, lastTold, word, leads, reached } = each
  const hasMoved = lastTold !== null && lastTold.dueOn !== word.dueOn
  const nearest = reached.at(-1)
  const since = earlier(state.quietThrough, now)
  const isNew = nearest === undefined || nearest.at <= since
  // An absence that begins unforeseen; a record that was added or changed meanwhile is announced as to everybody.
  const isLeft =
    addressee.inPlaceOf !== undefined && lastTold === null && arrangedAt(deadline, state, around) < since
  const isUrgent = addressee.role === 'stand_in' || isLeft
  const expectedAt = isNew ? newsAt(deadline, isUrgent, around, since) : nearest.at
  const common = {
    deadline,
    deadlineKey: keyOf(deadline),
    recipient: addressee.id,
    channel: addressee.channel,
    lastTold,
    word,
    inPlaceOf: addressee.inPlaceOf?.of.id ?? null,
    previousDueOn: hasMoved ? lastTold.dueOn : null,
    reason: hasMoved ? 'moved' : reasonFor(state, deadline, addressee, { isNew, lastTold }),
  } as const
  if (plusSeconds(expectedAt, lateAfterSeconds) >= now) {
    const leadDays = nearestBy(leads, expectedAt)?.days ?? word.leadDays
    return { ...common, word: { ...word, leadDays }, label: 'none', sendAt: expectedAt, replaces: [] }
  }
  const missed = reached.filter(
    ({ days, at }) => at > since && days !== word.leadDays && saysMore({ ...word, leadDays: days }, lastTold),
  )
  const sendAt = isAtWork(now, around.workspace) ? now : announcedAt(deadline, around, now)
  return { ...common, label: 'late', sendAt, replaces: missed.map(({ days }) => days) }
}

/** Why somebody is told of a date that stands as it stood: a lead was reached, or a change made them a recipient. */
function reasonFor(
  { told }: ToldState,
  deadline: Deadline,
  { id, role, inPlaceOf }: Addressee,
  { isNew, lastTold }: { readonly isNew: boolean; readonly lastTold: Word | null },
): ReminderReason {
  if (inPlaceOf !== undefined) return 'absence'
  if (role === 'deputy' || role === 'supervisor') return 'escalation'
  if (!isNew) return 'lead'
  if (role === 'stand_in') return 'undelivered'
  const isHandedOver = [...told.values()].some(
    (other) => other.deadlineKey === keyOf(deadline) && other.recipient !== id && other.lastTold !== null,
  )
  if (isHandedOver && role === 'owner') return 'handover'
  return lastTold === null ? 'added' : 'lead'
}

/** When news goes out: that somebody else was not reached, or is away, at once while people are at work. */
function newsAt(deadline: Deadline, isUrgent: boolean, around: Surroundings, since: Instant): Instant {
  if (isUrgent && isAtWork(since, around.workspace)) return since
  return announcedAt(deadline, around, since)
}

/** The next sending hour; at once only where the deadline would pass first. */
function announcedAt({ dueAt }: Deadline, { workspace }: Surroundings, now: Instant): Instant {
  const next = nextSendingHour(now, workspace)
  return dueAt !== null && now < dueAt && dueAt <= next ? now : next
}
