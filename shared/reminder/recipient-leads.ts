import type { Deadline } from '../deadline/deadline.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import { type Digest, type FollowUp, settled } from '../policy/policy.ts'
import type { TrackedRecord } from '../record/record.ts'
import { type Day, daysBetween } from '../time/day.ts'
import { latestDay } from '../time/imprecise-day.ts'
import { later } from '../time/instant.ts'
import { coveredLeads } from './cover.ts'
import { type Lead, leadsOf, nearestOfEach, nextSendingHour, workingDaysAfter } from './lead.ts'
import { escalationOf, type Recipient } from './recipient.ts'
import { reviewLeads } from './review-leads.ts'
import { arrangedAt, type ToldState } from './told-state.ts'

/**
 * The leads of a deadline as one recipient is told of them, the furthest first: by the lead times of the record, else
 * the recipient's own, else the workspace's; and follow-ups; the far ones once a week where the recipient or the
 * workspace says so. What has no date is reviewed every month. Follow-ups and reviews have no end: they are given up to a day.
 */
export function leadsFor(
  recipient: Recipient,
  deadline: Deadline,
  state: ToldState,
  around: Surroundings,
  until: Day,
): readonly Lead[] {
  const own = ownLeads(recipient, deadline, state, around, until)
  const { covers = [] } = recipient
  if (covers.length === 0) return own
  const covered = covers.flatMap((cover) =>
    coveredLeads(cover, ownLeads(cover.of, deadline, state, around, until), deadline, around),
  )
  return nearestOfEach([...own, ...covered])
}

/** How far ahead of its deadlines anybody is told of a record. */
export function furthestLeadDays({ leadDays }: TrackedRecord, around: Surroundings): number {
  return leadDays === null ? around.furthestLeadDays : Math.max(0, ...leadDays)
}

/** What a recipient is told as what they are, whomever they cover for. */
function ownLeads(
  recipient: Recipient,
  deadline: Deadline,
  state: ToldState,
  around: Surroundings,
  until: Day,
): readonly Lead[] {
  if (recipient.role === 'cover') return []
  const { workspace, choices } = around
  const { record } = state
  // Whom it escalates to, and who stands in, is told after the leads of whoever answers for it.
  const whose = recipient.role === 'owner' || recipient.role === 'watcher' ? recipient.id : deadline.ownerId
  const leadDays = record.leadDays ?? choices(whose)?.leadDays ?? workspace.leadDays
  const followUpDays = followUpsUntil(deadline, settled(record.followUp, workspace.followUp), until)
  const digest: Digest | null = settled(choices(recipient.id)?.digest ?? null, workspace.digest)
  const isEscalated = recipient.role === 'deputy' || recipient.role === 'supervisor'
  if (deadline.dueOn === null) return isEscalated ? [] : reviewLeads(deadline, workspace, until)
  if (!isEscalated) return leadsOf(deadline, leadDays, workspace, { followUpDays, digest })
  const leads = leadsOf(deadline, leadDays, workspace, { followUpDays, digest: null })
  return escalated(recipient, leads, deadline, state, around)
}

/**
 * The leads that nobody has answered, so many working days after each. An acknowledgement answers all that were
 * reached by then. It counts from when a lead is planned to go out, not from when it was sent, so that it is known
 * ahead; a lead that was brought by a change of its date, of its session or of whoever answers goes out at the sending hour after that.
 */
function escalated(
  { role }: Recipient,
  leads: readonly Lead[],
  deadline: Deadline,
  state: ToldState,
  around: Surroundings,
): readonly Lead[] {
  const { workspace } = around
  const { acknowledged } = deadline
  const escalation = escalationOf(state.record, workspace)
  const workingDays =
    role === 'deputy' ? escalation?.deputyAfterWorkingDays : escalation?.supervisorAfterWorkingDays
  if (escalation === null || workingDays === null || workingDays === undefined) return []
  const broughtAt = arrangedAt(deadline, state, around)
  const announcedAt = nextSendingHour(broughtAt, workspace)
  return nearestOfEach(
    leads
      .filter(({ days, at }) => days <= escalation.withinDays && !(acknowledged && at <= acknowledged.at))
      .map(({ days, at }) => ({
        days,
        at: workingDaysAfter(at < broughtAt ? later(at, announcedAt) : at, workingDays, workspace),
      })),
  )
}

/** So many days after the due date each follow-up falls, up to the first one that lies beyond a day. */
function followUpsUntil({ dueOn }: Deadline, followUp: FollowUp | null, until: Day): readonly number[] {
  if (dueOn === null || followUp === null) return []
  const { afterDays, everyDays } = followUp
  const days = [...afterDays]
  const reach = daysBetween(latestDay(dueOn), until)
  if (everyDays === null) return days
  let last = Math.max(0, ...days)
  do {
    last += everyDays
    days.push(last)
  } while (last < reach)
  return days
}
