import type { Deadline } from '../deadline/deadline.ts'
import { reviewsBetween } from '../deadline/review.ts'
import type { Day } from '../time/day.ts'
import { workingDayOnOrAfter } from '../time/working-calendar.ts'
import { calendarOf, type Workspace } from '../workspace/workspace.ts'
import { type Lead, nearestOfEach, sendingInstant } from './lead.ts'

/**
 * The monthly reviews of what is postponed without a new date, up to a day. Each is a lead of its own, -1 the first: a
 * later one says more than the one before. On a day off it waits for a working day; a snooze silences those before its
 * end.
 */
export function reviewLeads(
  { postponedOn, snoozedUntilOn }: Deadline,
  workspace: Workspace,
  until: Day,
): readonly Lead[] {
  if (postponedOn === null) return []
  const leads = reviewsBetween(postponedOn, postponedOn, until).flatMap(({ n, on }) => {
    const sentOn = workingDayOnOrAfter(calendarOf(workspace), on)
    return snoozedUntilOn !== null && sentOn < snoozedUntilOn
      ? []
      : [{ days: -n, at: sendingInstant(sentOn, workspace) }]
  })
  return nearestOfEach(leads)
}
