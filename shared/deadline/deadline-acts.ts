import { invalid, Refusal } from '../errors/refusal.ts'
import type { PersonId } from '../identity/id.ts'
import type { Day } from '../time/day.ts'
import { type DueDate, earliestDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { type Deadline, isOpen, keyText, parseDeadlineId } from './deadline.ts'
import type { Acknowledgement, Evidence, Outcome, TouchedDeadline } from './touched-deadline.ts'

/** What somebody does to one deadline. The series that it belongs to is not changed by any of them. */
export type DeadlineAct =
  | {
      readonly act: 'complete'
      readonly on: Day
      readonly note: string | null
      readonly evidence: readonly Evidence[]
      /** The ids of other deadlines of the record: one submission for two periods. */
      readonly alsoCloses: readonly string[]
    }
  | { readonly act: 'waive'; readonly reason: string | null }
  | { readonly act: 'cancel'; readonly reason: string | null }
  | { readonly act: 'reopen'; readonly reason: string | null }
  | {
      readonly act: 'move'
      readonly dueOn: DueDate | null
      readonly reason: string | null
      readonly today: Day
    }
  | { readonly act: 'assign'; readonly ownerId: PersonId; readonly reason: string | null }
  | { readonly act: 'acknowledge'; readonly at: Instant; readonly by: PersonId }
  /** `former`: the acknowledgement before it, which stands again. */
  | { readonly act: 'unacknowledge'; readonly former: Acknowledgement | null }
  | { readonly act: 'snooze'; readonly untilOn: Day; readonly today: Day }
  | { readonly act: 'unsnooze' }

/**
 * The deadline as it is stored after an act at an instant.
 * @throws Refusal conflict where its state does not allow the act, invalid where a date makes no sense
 */
export function acted(
  deadline: Deadline,
  touched: TouchedDeadline | undefined,
  act: DeadlineAct,
  now: Instant,
): TouchedDeadline {
  const mayAct = act.act === 'reopen' ? !isOpen(deadline) : isOpen(deadline)
  if (!mayAct) throw new Refusal('conflict', stateAdvice(deadline, act))
  const base = touchedAs(deadline, touched)
  switch (act.act) {
    case 'complete': {
      const { on, note, evidence } = act
      return { ...base, outcome: { status: 'done', on, note, evidence: [...evidence], closedBy: null } }
    }
    case 'waive':
      return { ...base, outcome: { status: 'waived', reason: act.reason } }
    case 'cancel':
      return { ...base, outcome: { status: 'cancelled', reason: act.reason } }
    case 'reopen':
      return { ...base, outcome: reopened(deadline, touched), arrangedAt: now }
    case 'move':
      return {
        ...base,
        moved: { dueOn: act.dueOn, reason: act.reason, on: act.today },
        arrangedAt: now,
      }
    case 'assign':
      return { ...base, ownerId: act.ownerId, arrangedAt: now }
    case 'acknowledge':
      return { ...base, acknowledged: { at: act.at, by: act.by } }
    case 'unacknowledge':
      if (base.acknowledged === null) throw new Refusal('conflict', 'Nobody has acknowledged this deadline.')
      return { ...base, acknowledged: act.former }
    case 'snooze':
      return { ...base, snoozedUntilOn: snoozeEnd(deadline, act) }
    case 'unsnooze':
      if (base.snoozedUntilOn === null) throw new Refusal('conflict', 'This deadline is not snoozed.')
      return { ...base, snoozedUntilOn: null }
  }
}

function stateAdvice(deadline: Deadline, act: DeadlineAct): string {
  if (act.act === 'reopen') return 'This deadline is open: there is nothing to reopen.'
  return `This deadline is ${deadline.outcome.status}. Reopen it first.`
}

/** What is stored of a deadline that is touched: what it is now, one version on. */
export function touchedAs(deadline: Deadline, touched: TouchedDeadline | undefined): TouchedDeadline {
  const key = parseDeadlineId(deadline.id)?.key
  if (key === undefined) throw new Error(`not the id of a deadline: ${deadline.id}`)
  return {
    moved: null,
    added: null,
    ownerId: null,
    acknowledged: null,
    snoozedUntilOn: null,
    arrangedAt: null,
    outcome: { status: 'open' },
    ...touched,
    key: keyText(key),
    version: deadline.version + 1,
    ruleDueOn: deadline.ruleDueOn,
    ruleBasis: deadline.ruleBasis,
    ruled: {
      title: deadline.title,
      hour: deadline.hour,
      rotationMember: deadline.rotationMember,
      reportingPeriod: deadline.reportingPeriod,
    },
  }
}

/** A milestone that was closed with its occurrence has no state of its own to reopen. */
function reopened(deadline: Deadline, touched: TouchedDeadline | undefined): Outcome {
  if (touched !== undefined && touched.outcome.status !== 'open') return { status: 'open' }
  throw new Refusal(
    'conflict',
    `This milestone is closed with its occurrence ${deadline.parentId}. Reopen that one.`,
  )
}

/** Snoozing never hides a deadline that is ahead beyond its own day. */
function snoozeEnd(deadline: Deadline, { untilOn, today }: { untilOn: Day; today: Day }): Day {
  if (untilOn <= today) throw invalid('/untilOn', `Write a day after today, ${today}.`)
  const isAhead = deadline.dueOn !== null && earliestDay(deadline.dueOn) >= today
  if (isAhead && deadline.dueOn !== null && untilOn > earliestDay(deadline.dueOn))
    throw invalid(
      '/untilOn',
      `Write a day no later than the deadline, ${deadline.dueOn}; or move the deadline.`,
    )
  return untilOn
}
