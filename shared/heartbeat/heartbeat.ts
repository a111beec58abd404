import * as z from 'zod'
import { ReminderLabel } from '../reminder/delivery.ts'
import { sendingInstant } from '../reminder/lead.ts'
import { addDays, Day, day } from '../time/day.ts'
import { Instant } from '../time/instant.ts'
import { workingDayOnOrAfter } from '../time/working-calendar.ts'
import { civilDay } from '../time/zone.ts'
import { calendarOf, type Workspace } from '../workspace/workspace.ts'
import { Months } from './figures.ts'

/** What administrators are told at one time: how some months went. */
export const HeartbeatMail = z.strictObject({ ...Months.shape, sendAt: Instant, label: ReminderLabel })
export type HeartbeatMail = z.output<typeof HeartbeatMail>

/** Where the heartbeat of a workspace stands. */
export const Heartbeat = z.strictObject({
  /** Up to which day administrators were told. Null: nothing was yet. */
  toldThroughOn: Day.nullable(),
  /** Whether it is off: what passes until it is on again is not told later. */
  isOff: z.boolean(),
  last: HeartbeatMail.nullable(),
})
export type Heartbeat = z.output<typeof Heartbeat>

export const noHeartbeat: Heartbeat = { toldThroughOn: null, isOff: true, last: null }

/** Up to which day nothing more is told: what was told, or what passed while it was off. */
export function toldThrough({ toldThroughOn, isOff }: Heartbeat, workspace: Workspace, now: Instant): Day {
  if (!isOff && toldThroughOn !== null) return toldThroughOn
  const thisMonthOn = monthOf(civilDay(now, workspace.zone))
  // Where the hour of this month is still to come, it tells of the month before.
  const firstOn = hourOf(thisMonthOn, workspace) >= now ? monthOf(addDays(thisMonthOn, -1)) : thisMonthOn
  const before = addDays(firstOn, -1)
  return toldThroughOn !== null && toldThroughOn > before ? toldThroughOn : before
}

/** What is told next, and when: of the month after what was told, on the first working day after that month. */
export function nextHeartbeat(throughOn: Day, workspace: Workspace): HeartbeatMail {
  const startsOn = addDays(throughOn, 1)
  return mailOf(startsOn, startsOn, workspace)
}

/**
 * What is to be told by now; undefined where its hour has not come. After a silence of months one mail tells of all of
 * them, and says that it is late.
 */
export function dueHeartbeat(throughOn: Day, workspace: Workspace, now: Instant): HeartbeatMail | undefined {
  let due: HeartbeatMail | undefined
  let next = nextHeartbeat(throughOn, workspace)
  while (next.sendAt <= now) {
    due = next
    next = mailOf(due.startsOn, addDays(due.endsOn, 1), workspace)
  }
  return due
}

/** Of the months from one to another, each given by its first day. */
function mailOf(firstOn: Day, lastOn: Day, workspace: Workspace): HeartbeatMail {
  const after = monthOf(addDays(lastOn, 31))
  const label = firstOn === lastOn ? 'none' : 'late'
  return { startsOn: firstOn, endsOn: addDays(after, -1), sendAt: hourOf(after, workspace), label }
}

/** The sending hour of the first working day on or after the first of a month. */
function hourOf(monthOn: Day, workspace: Workspace): Instant {
  return sendingInstant(workingDayOnOrAfter(calendarOf(workspace), monthOn), workspace)
}

/** The first day of the month that a day lies in. */
function monthOf(on: Day): Day {
  return day(`${on.slice(0, 7)}-01`)
}
