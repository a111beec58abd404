import type { Milestone } from '../record/commitment.ts'
import { type DueDate, describeDueDate, latestDay, shiftedInCalendar } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { describeOffset } from '../time/period.ts'
import { endOfDay } from '../time/zone.ts'
import { type Deadline, type DeadlineKey, type DeadlineStatus, deadlineId, keyText } from './deadline.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import type { RuledDeadline } from './ruled-deadline.ts'
import type { Outcome, TouchedDeadline } from './touched-deadline.ts'

/** A deadline as it stands: what its rule gives, with what somebody changed of it. */
export function asItStands(
  state: RecordState,
  around: Surroundings,
  now: Instant,
  rule: RuledDeadline,
): Deadline {
  const touched = state.touched.get(keyText(rule.key))
  const moved = touched?.moved ?? null
  const dueOn = moved === null ? rule.dueOn : moved.dueOn
  const ruledAt = moved === null ? rule.dueAt : undefined
  return decided(state, now, touched, {
    key: rule.key,
    title: rule.title,
    parentId: null,
    dueOn,
    dueAt: ruledAt ?? dueAtOf(dueOn, around),
    ruleDueOn: rule.dueOn,
    ruleBasis: rule.basis,
    basis: moved === null ? rule.basis : movedBasis(rule, moved),
    outcome: touched?.outcome ?? { status: 'open' },
    ownerId: touched?.ownerId ?? state.record.ownerId ?? around.workspace.administratorId,
  })
}

/**
 * A step before an occurrence. It follows the occurrence wherever that is moved, and is closed with it; until
 * somebody closes or moves the step itself. Undefined where it would leave the calendar.
 */
export function milestoneOf(
  state: RecordState,
  around: Surroundings,
  now: Instant,
  occurrence: Deadline,
  milestone: Milestone,
): Deadline | undefined {
  const key: DeadlineKey = { kind: 'milestone', slot: occurrence.slot, milestone: milestone.key }
  const touched = state.touched.get(keyText(key))
  const moved = touched?.moved ?? null
  const calendar = around.calendar(calendarIdOf(state))
  const isClosed = touched !== undefined && touched.outcome.status !== 'open'
  const shifted = occurrence.dueOn && shiftedInCalendar(occurrence.dueOn, milestone.offset, calendar)
  if (shifted === undefined) return undefined
  const ruleDueOn = isClosed ? touched.ruleDueOn : shifted
  const basis =
    occurrence.dueOn === null
      ? 'Its occurrence is postponed, with no new date yet.'
      : `${describeOffset(milestone.offset)} the date of its occurrence, ${describeDueDate(occurrence.dueOn)}. ${occurrence.basis}`
  const dueOn = moved === null ? ruleDueOn : moved.dueOn
  const own: Outcome = touched?.outcome ?? { status: 'open' }
  return decided(state, now, touched, {
    key,
    title: milestone.title,
    parentId: occurrence.id,
    dueOn,
    dueAt: dueAtOf(dueOn, around),
    ruleDueOn,
    ruleBasis: basis,
    basis: moved === null || ruleDueOn === null ? basis : movedBasis({ dueOn: ruleDueOn, basis }, moved),
    outcome: own.status === 'open' ? occurrence.outcome : own,
    ownerId: touched?.ownerId ?? occurrence.ownerId,
  })
}

type Facts = Pick<
  Deadline,
  'title' | 'parentId' | 'dueOn' | 'dueAt' | 'ruleDueOn' | 'ruleBasis' | 'basis' | 'outcome' | 'ownerId'
> & { readonly key: DeadlineKey }

function decided(
  { record }: RecordState,
  now: Instant,
  touched: TouchedDeadline | undefined,
  { key, ...facts }: Facts,
): Deadline {
  return {
    id: deadlineId(record.id, key),
    recordId: record.id,
    slot: key.slot,
    kind: key.kind,
    ...facts,
    status:
      record.status === 'archived' && facts.outcome.status === 'open'
        ? 'cancelled'
        : statusOf(facts.outcome, facts.dueAt, now),
    moved: touched?.moved !== null && touched !== undefined,
    acknowledged: touched?.acknowledged ?? null,
    snoozedUntilOn: touched?.snoozedUntilOn ?? null,
    version: touched?.version ?? 0,
  }
}

function statusOf(outcome: Outcome, dueAt: Instant | null, now: Instant): DeadlineStatus {
  if (outcome.status !== 'open') return outcome.status
  return dueAt !== null && dueAt <= now ? 'overdue' : 'open'
}

function dueAtOf(dueOn: DueDate | null, { workspace }: Surroundings): Instant | null {
  return dueOn && endOfDay(latestDay(dueOn), workspace.zone)
}

function movedBasis(
  rule: { readonly dueOn: DueDate; readonly basis: string },
  moved: NonNullable<TouchedDeadline['moved']>,
): string {
  const to = moved.dueOn === null ? 'Postponed, with no new date yet' : 'Moved by hand'
  const why = moved.reason === null ? '' : ` (${moved.reason})`
  return `${to}${why}, from ${describeDueDate(rule.dueOn)}. ${rule.basis}`
}

/** Working days are counted as the schedule counts them. */
export function calendarIdOf({ record }: RecordState): string | undefined {
  return record.kind === 'commitment' ? (record.schedule.calendarId ?? undefined) : undefined
}
