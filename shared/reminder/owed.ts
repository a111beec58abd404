import type { Deadline } from '../deadline/deadline.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import { addDays } from '../time/day.ts'
import { earlier, type Instant, later, plusSeconds } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import { addresseesOf } from './addressees.ts'
import { isSendingHour, type Lead, nearestBy, planAheadSeconds } from './lead.ts'
import { messageOf, type Owed } from './owed-message.ts'
import { furthestLeadDays, leadsFor } from './recipient-leads.ts'
import { lastWord, type Pending, saysMore, type Told, toldId, type Word } from './told.ts'
import { keyOf, openDeadlines, type ToldState } from './told-state.ts'

export type Plan = {
  readonly owed: readonly Owed[]
  /** What is on its way and no longer holds. */
  readonly obsolete: readonly Told[]
  /** When the record has to be looked at again. Undefined: nothing of it will ever be owed. */
  readonly nextWakeAt: Instant | undefined
}

/** A record is looked at again after this time at the latest: no horizon ends unseen. */
const longestRestDays = 365

/**
 * Compares the deadlines as they are with what each person was last told. It is a pure function of the record and
 * the time: a sweep that runs late, twice, or after an edit comes to the right answer, whatever happened before.
 */
export function planOf(state: ToldState, around: Surroundings, now: Instant): Plan {
  const { record } = state
  if (record.status === 'archived') return { owed: [], obsolete: pendingOf(state), nextWakeAt: undefined }
  const today = civilDay(now, around.workspace.zone)
  const to = addDays(today, furthestLeadDays(record, around) + longestRestDays + 30)
  const deadlines = openDeadlines(state, around, now, to)
  const horizon = plusSeconds(now, planAheadSeconds)

  const owed: Owed[] = []
  const standing = new Set<string>()
  let nextWakeAt = plusSeconds(now, longestRestDays * 86_400)
  for (const deadline of deadlines) {
    for (const addressee of addresseesOf(deadline, state, around, now)) {
      const leads = leadsFor(addressee, deadline, state, around, to)
      const next = leads.find(({ at }) => at > horizon)
      if (next !== undefined) nextWakeAt = earlier(nextWakeAt, plusSeconds(next.at, -planAheadSeconds))
      // Who is to cover later is told nothing before, and who has covered, nothing after.
      if (addressee.role === 'cover' && addressee.inPlaceOf === undefined) continue
      const reached = leads.filter(({ at }) => at <= horizon)
      const by = { deadlineKey: keyOf(deadline), recipient: addressee.id, channel: addressee.channel }
      const told = state.told.get(toldId(by))
      const lastTold = lastWord(state.told, by)
      if (told?.pending && stillHolds(told.pending, { deadline, leads, lastTold, horizon, now }, around)) {
        standing.add(toldId(told))
        continue
      }
      const word = wordOwed(deadline, reached.at(-1), lastTold)
      if (word === undefined) continue
      standing.add(toldId(by))
      owed.push(messageOf(state, around, now, { deadline, addressee, lastTold, word, leads, reached }))
    }
  }
  const obsolete = pendingOf(state).filter(
    (told) => !standing.has(toldId(told)) || owed.some((each) => toldId(each) === toldId(told)),
  )
  return { owed, obsolete, nextWakeAt }
}

type Awaited = {
  readonly deadline: Deadline
  readonly leads: readonly Lead[]
  readonly lastTold: Word | null
  readonly horizon: Instant
  readonly now: Instant
}

/**
 * Whether what is on its way is what should be: the word that is owed now, or by the time that it goes out, and a time
 * at which mail still goes out; or the word that a person sends again, while its date stands and nothing nearer is owed.
 */
function stillHolds(pending: Pending, awaited: Awaited, { workspace }: Surroundings): boolean {
  const { deadline, leads, lastTold, horizon, now } = awaited
  const owedBy = (at: Instant) => wordOwed(deadline, nearestBy(leads, at), lastTold)
  const owedNow = owedBy(horizon)
  if (owedNow === undefined) return pending.by === 'person' && pending.word.dueOn === deadline.dueOn
  const owedThen = owedBy(later(horizon, pending.sendAt))
  const isOwed = [owedNow, owedThen].some((word) => word !== undefined && isSame(word, pending.word))
  return isOwed && (pending.sendAt <= now || isSendingHour(pending.sendAt, workspace))
}

function pendingOf({ told }: ToldState): Told[] {
  return [...told.values()].filter(({ pending }) => pending !== null)
}

/** The word that a recipient is owed now, or undefined where they know it. */
function wordOwed({ dueOn }: Deadline, nearest: Lead | undefined, lastTold: Word | null): Word | undefined {
  const word = { dueOn, leadDays: nearest?.days ?? null }
  return saysMore(word, lastTold) ? word : undefined
}

function isSame(a: Word, b: Word): boolean {
  return a.dueOn === b.dueOn && a.leadDays === b.leadDays
}
