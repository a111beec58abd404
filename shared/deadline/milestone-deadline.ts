import type { Milestone } from '../record/commitment.ts'
import { describeDueDate, shiftedInCalendar } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { describeOffset } from '../time/period.ts'
import { type Deadline, type DeadlineKey, keyText } from './deadline.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import { decided, dueAtOf, movedBasis } from './standing-deadline.ts'
import type { TouchedDeadline } from './touched-deadline.ts'

/** The steps of one occurrence: those of the rule, and those that the rule gave once and somebody touched. */
export function milestonesOf(
  state: RecordState,
  around: Surroundings,
  now: Instant,
  occurrence: Deadline,
): readonly Deadline[] {
  if (state.record.kind !== 'commitment' || occurrence.kind !== 'occurrence') return []
  const { milestones } = state.record
  return [...milestones.map(({ key }) => key), ...formerKeys(state, occurrence, milestones)].flatMap(
    (key) => milestoneOf(state, around, now, occurrence, key) ?? [],
  )
}

/**
 * A step before an occurrence. It follows the occurrence wherever that is moved, and is closed with it; until
 * somebody closes or moves the step itself. Undefined where there is no such step, or it would leave the calendar.
 */
export function milestoneOf(
  state: RecordState,
  around: Surroundings,
  now: Instant,
  occurrence: Deadline,
  name: string,
): Deadline | undefined {
  const key: DeadlineKey = { kind: 'milestone', slot: occurrence.slot, milestone: name }
  const touched = state.touched.get(keyText(key))
  const step = stepOf(state, around, occurrence, name, touched)
  if (step === undefined) return undefined
  const moved = touched?.moved ?? null
  const { ruleDueOn, ruleBasis } = step
  const dueOn = moved === null ? ruleDueOn : moved.dueOn
  const own = touched?.outcome ?? { status: 'open' }
  return decided(state, around, now, touched, {
    key,
    ...step,
    parentId: occurrence.id,
    dueOn,
    dueAt: dueAtOf(dueOn, null, around),
    hour: null,
    sessions: occurrence.sessions,
    question: null,
    rotationMember: occurrence.rotationMember,
    reportingPeriod: occurrence.reportingPeriod,
    basis:
      moved === null || ruleDueOn === null
        ? ruleBasis
        : movedBasis({ dueOn: ruleDueOn, basis: ruleBasis }, moved),
    outcome: own.status === 'open' ? occurrence.outcome : own,
    ownerId: touched?.ownerId ?? occurrence.ownerId,
  })
}

type Step = Pick<Deadline, 'title' | 'ruleDueOn' | 'ruleBasis' | 'origin'>

function stepOf(
  state: RecordState,
  around: Surroundings,
  occurrence: Deadline,
  name: string,
  touched: TouchedDeadline | undefined,
): Step | undefined {
  const { record } = state
  const milestone =
    record.kind === 'commitment' ? record.milestones.find(({ key }) => key === name) : undefined
  return milestone === undefined
    ? touched && formerStep(name, touched)
    : ruledStep(milestone, around, calendarIdOf(state), occurrence, touched)
}

/** What was closed keeps the date it had. */
function ruledStep(
  { title, offset }: Milestone,
  around: Surroundings,
  calendarId: string | undefined,
  { dueOn, basis, origin }: Deadline,
  touched: TouchedDeadline | undefined,
): Step | undefined {
  const isClosed = touched !== undefined && touched.outcome.status !== 'open'
  const shifted = dueOn && shiftedInCalendar(dueOn, offset, around.calendar(calendarId))
  if (shifted === undefined) return undefined
  return {
    title,
    origin,
    ruleDueOn: isClosed ? touched.ruleDueOn : shifted,
    ruleBasis:
      dueOn === null
        ? 'Its occurrence is postponed, with no new date yet.'
        : `${describeOffset(offset)} the date of its occurrence, ${describeDueDate(dueOn)}. ${basis}`,
  }
}

function formerStep(name: string, { ruled, ruleDueOn, ruleBasis }: TouchedDeadline): Step {
  return {
    title: ruled?.title ?? name,
    ruleDueOn,
    ruleBasis: `${ruleBasis} The record no longer has this step.`,
    origin: 'former_rule',
  }
}

function formerKeys(
  { touched }: RecordState,
  { slot }: Deadline,
  milestones: readonly Milestone[],
): string[] {
  const prefix = keyText({ kind: 'milestone', slot, milestone: '' })
  return [...touched.keys()]
    .filter((text) => text.startsWith(prefix))
    .map((text) => text.slice(prefix.length))
    .filter((name) => !milestones.some(({ key }) => key === name))
}

/** Working days are counted as the schedule counts them. */
export function calendarIdOf({ record }: RecordState): string | undefined {
  return record.kind === 'commitment' ? (record.schedule.calendarId ?? undefined) : undefined
}
