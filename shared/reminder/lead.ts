import type { Deadline } from '../deadline/deadline.ts'
import { reaching } from '../deadline/window.ts'
import type { Digest } from '../policy/policy.ts'
import { type Day, daysBetween, weekdayOf } from '../time/day.ts'
import { type DueDate, earliestDay, latestDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { isWorkingDay } from '../time/working-calendar.ts'
import { civilDay, instantOf, TimeOfDay } from '../time/zone.ts'
import { calendarOf, type Workspace } from '../workspace/workspace.ts'
import { onOrAfter, onOrBefore, workingDaysLater } from './sending-day.ts'

/**
 * A reminder is planned so long before its time, so that all that one person is to be told at one time is in the
 * outbox by then and goes out as one mail.
 */
export const planAheadSeconds = 3_600

/** One lead time of a deadline, and the instant at which its reminder is planned to go out. */
export type Lead = { readonly days: number; readonly at: Instant }

/** What of the policy moves or adds leads: days after the due date, and the weekly digest of far ones. */
export type LeadRule = { readonly followUpDays: readonly number[]; readonly digest: Digest | null }

const plain: LeadRule = { followUpDays: [], digest: null }

/**
 * The leads of a deadline, the furthest first. One that falls on a day off, or after the hour of the deadline, goes
 * out on the working day before; a far one, where there is a weekly digest, on the digest's day before. A follow-up
 * has a negative lead, and waits for a working day. Of two that go out together the nearer one stands. While a deadline
 * is snoozed, the leads before the end of the snooze are silent, and the end itself is a lead.
 */
export function leadsOf(
  deadline: Pick<Deadline, 'dueOn' | 'dueAt' | 'snoozedUntilOn'>,
  leadDays: readonly number[],
  workspace: Workspace,
  { followUpDays, digest }: LeadRule = plain,
): readonly Lead[] {
  if (deadline.dueOn === null) return []
  const dueOn = earliestDay(deadline.dueOn)
  const overdueFrom = latestDay(deadline.dueOn)
  const ahead = leadDays.map((days) => ({
    days,
    ...sendingInTime(gathered(reaching(dueOn, -days), days, digest), deadline.dueAt, workspace),
  }))
  const behind = followUpDays.map((days) => {
    const on = onOrAfter(reaching(overdueFrom, days), workspace)
    return { days: -days, on, at: sendingInstant(on, workspace) }
  })
  const leads = [...ahead, ...behind]
  const { snoozedUntilOn } = deadline
  const awake = snoozedUntilOn === null ? leads : leads.filter(({ on }) => on >= snoozedUntilOn)
  const wakeUp = snoozedUntilOn === null ? [] : [wakeUpLead(snoozedUntilOn, deadline.dueOn, workspace)]
  return nearestOfEach([...awake, ...wakeUp])
}

/** In the order of time; of two that go out together, the nearer one. */
export function nearestOfEach(leads: readonly Lead[]): readonly Lead[] {
  const nearest = new Map<Instant, number>()
  for (const { days, at } of leads) nearest.set(at, Math.min(days, nearest.get(at) ?? days))
  return [...nearest].map(([at, days]) => ({ days, at })).sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** The nearest lead that is reached by an instant. */
export function nearestBy(leads: readonly Lead[], by: Instant): Lead | undefined {
  return leads.findLast(({ at }) => at <= by)
}

/** The first sending hour of a working day that is not before the instant. */
export function nextSendingHour(from: Instant, workspace: Workspace): Instant {
  const today = civilDay(from, workspace.zone)
  const first = onOrAfter(today, workspace)
  const at = sendingInstant(first, workspace)
  return at >= from ? at : sendingInstant(onOrAfter(reaching(first, 1), workspace), workspace)
}

/** Whether mail goes out at that instant: the sending hour of a working day. */
export function isSendingHour(at: Instant, workspace: Workspace): boolean {
  return nextSendingHour(at, workspace) === at
}

/** How long after the sending hour people are taken to be at work. */
const workingHours = 10

/** Whether a mail sent now would reach people at work: a working day, from the sending hour on. */
export function isAtWork(now: Instant, workspace: Workspace): boolean {
  const today = civilDay(now, workspace.zone)
  if (!isWorkingDay(calendarOf(workspace), today)) return false
  const opens = sendingInstant(today, workspace)
  return opens <= now && now < instantOf(today, later(workspace.sendingHour), workspace.zone)
}

function later(time: TimeOfDay): TimeOfDay {
  const hour = Math.min(23, Number(time.slice(0, 2)) + workingHours)
  return TimeOfDay.parse(`${String(hour).padStart(2, '0')}:${time.slice(3)}`)
}

/**
 * The end of a snooze. On a day off it lasts until the next working day, since silence was asked for; but never past
 * the deadline itself.
 */
function wakeUpLead(untilOn: Day, due: DueDate, workspace: Workspace): Lead {
  // Beyond its last day it is overdue, and counted as follow-ups are.
  const dueOn = untilOn > latestDay(due) ? latestDay(due) : earliestDay(due)
  const after = onOrAfter(untilOn, workspace)
  const on = untilOn <= dueOn && dueOn < after ? onOrBefore(untilOn, workspace) : after
  return { days: daysBetween(untilOn, dueOn), at: sendingInstant(on, workspace) }
}

/** The day on which a lead goes out where far ones are gathered: the digest's weekday on or before its own. */
function gathered(on: Day, days: number, digest: Digest | null): Day {
  if (digest === null || days <= digest.beyondDays) return on
  return reaching(on, -((weekdayOf(on) - digest.weekday + 7) % 7))
}

/** The sending hour of the n-th working day after an instant. */
export function workingDaysAfter(at: Instant, workingDays: number, workspace: Workspace): Instant {
  const day = workingDaysLater(civilDay(at, workspace.zone), workingDays, workspace)
  return sendingInstant(day, workspace)
}

/** When what falls on a day goes out. A deadline may have an hour: what goes out after it comes too late. */
function sendingInTime(day: Day, dueAt: Instant | null, workspace: Workspace): { on: Day; at: Instant } {
  const on = onOrBefore(day, workspace)
  const at = sendingInstant(on, workspace)
  if (dueAt === null || at < dueAt) return { on, at }
  const before = onOrBefore(reaching(on, -1), workspace)
  return { on: before, at: sendingInstant(before, workspace) }
}

/** When mail of a day goes out. */
export function sendingInstant(day: Day, { sendingHour, zone }: Workspace): Instant {
  return instantOf(day, sendingHour, zone)
}
