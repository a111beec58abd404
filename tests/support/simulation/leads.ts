import {
  dayOf,
  daysAfter,
  eightOClock,
  monthsAfter,
  msOf,
  nextSending,
  sendingBefore,
  weekdayBefore,
  workingDayFrom,
  workingDaysAfter,
} from './civil-days.ts'
import type { OpenDeadline, Policy, Reader } from './facts.ts'

/** What has no date is reviewed every month, ten years long. */
function reviewsOf({ postponedOn, snoozedUntil }: OpenDeadline): Lead[] {
  if (postponedOn === null) return []
  return Array.from({ length: 120 }, (_, n) => ({
    days: -(n + 1),
    at: eightOClock(workingDayFrom(monthsAfter(postponedOn, n + 1))),
  })).filter(({ at }) => snoozedUntil === null || dayOf(at) >= snoozedUntil)
}

/** The end of a snooze: on the next working day, but not past the deadline. */
function wakeUpAt(until: string, dueOn: string): number {
  const after = workingDayFrom(until)
  return until <= dueOn && dueOn < after ? sendingBefore(until) : eightOClock(after)
}

export type Lead = { readonly days: number; readonly at: number }

/** No clock of the API is further from the true one than this, nor any request slower. */
const doubtMs = { before: 15 * 60_000, after: 6 * 60_000 }

/**
 * The leads of a deadline as one reader is told of them, the furthest first; of two on one day, the nearer one.
 * Undefined where they depend on a moment of which the product's clock may have thought otherwise.
 */
export function leadsOf(deadline: OpenDeadline, reader: Reader): Lead[] | undefined {
  if (!reader.isEscalated) return ownLeads(deadline, deadline.policy.digest)
  const [early, late] = [-doubtMs.before, doubtMs.after].map((off) => escalated(deadline, reader, off))
  return JSON.stringify(early) === JSON.stringify(late) ? late : undefined
}

/** Every lead that a reader may be told of, whatever the clocks thought. */
export function possibleLeads(deadline: OpenDeadline, reader: Reader): Lead[] {
  if (!reader.isEscalated) return ownLeads(deadline, deadline.policy.digest)
  return [-doubtMs.before, 0, doubtMs.after].flatMap((off) => escalated(deadline, reader, off))
}

function escalated(deadline: OpenDeadline, { afterWorkingDays }: Reader, off: number): Lead[] {
  const { dueOn, policy, acknowledgedAt, arrangedAt } = deadline
  if (dueOn === null) return []
  const within = policy.escalation?.withinDays ?? 0
  const arranged = (arrangedAt ?? 0) + off
  const unanswered = ownLeads(deadline, null).filter(
    ({ days, at }) => days <= within && (acknowledgedAt === null || at > acknowledgedAt + off),
  )
  return nearestOfEach(
    unanswered.map(({ days, at }) => {
      const begins = at < arranged ? Math.max(at, nextSending(arranged)) : at
      return { days, at: eightOClock(workingDaysAfter(dayOf(begins), afterWorkingDays)) }
    }),
  )
}

function ownLeads(deadline: OpenDeadline, digest: Policy['digest']): Lead[] {
  const { dueOn, leadDays, snoozedUntil, policy } = deadline
  if (dueOn === null) return reviewsOf(deadline)
  const ahead = leadDays.map((days) => {
    const day = daysAfter(dueOn, -days)
    const isFar = digest !== null && days > digest.beyondDays
    return { days, at: sendingBefore(isFar ? weekdayBefore(day, digest.weekday) : day) }
  })
  const behind = followUpDays(policy.followUp).map((days) => ({
    days: -days,
    at: eightOClock(workingDayFrom(daysAfter(dueOn, days))),
  }))
  const leads = [...ahead, ...behind].filter(({ at }) => snoozedUntil === null || dayOf(at) >= snoozedUntil)
  if (snoozedUntil !== null)
    leads.push({
      days: Math.round((msOf(dueOn) - msOf(snoozedUntil)) / 86_400_000),
      at: wakeUpAt(snoozedUntil, dueOn),
    })
  return nearestOfEach(leads)
}

/** As far as any of the simulated years reach. */
function followUpDays(followUp: Policy['followUp']): number[] {
  if (followUp === null) return []
  const last = Math.max(...followUp.afterDays)
  const more = Array.from({ length: 80 }, (_, n) => last + (n + 1) * followUp.everyDays)
  return [...followUp.afterDays, ...more]
}

function nearestOfEach(leads: readonly Lead[]): Lead[] {
  const nearest = new Map<number, number>()
  for (const { days, at } of leads) nearest.set(at, Math.min(days, nearest.get(at) ?? days))
  return [...nearest].map(([at, days]) => ({ days, at })).sort((a, b) => a.at - b.at)
}
