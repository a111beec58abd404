import { type DueDate, describeDueDate, latestDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { civilDay, endOfDay, instantOf } from '../time/zone.ts'
import { askOf } from './asks.ts'
import { type Deadline, type DeadlineKey, type DeadlineStatus, deadlineId, keyText } from './deadline.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import { nextReviewOn } from './review.ts'
import type { RuledDeadline } from './ruled-deadline.ts'
import type { Hour, TouchedDeadline } from './touched-deadline.ts'

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
  const hour = rule.hour ?? null
  return decided(state, around, now, touched, {
    key: rule.key,
    title: rule.title,
    parentId: null,
    dueOn,
    dueAt: dueAtOf(dueOn, hour, around),
    hour,
    origin: rule.origin ?? 'rule',
    sessions: rule.sessions ?? [],
    question: rule.asks ?? null,
    rotationMember: rule.rotationMember ?? null,
    reportingPeriod: rule.reportingPeriod ?? null,
    ruleDueOn: rule.dueOn,
    ruleBasis: rule.basis,
    basis: moved === null ? rule.basis : movedBasis(rule, moved),
    outcome: touched?.outcome ?? { status: 'open' },
    ownerId: touched?.ownerId ?? state.record.ownerId ?? around.workspace.administratorId,
  })
}

/** What follows from the record, the time and what somebody did, and not from the date. */
type Followed =
  | 'id'
  | 'recordId'
  | 'slot'
  | 'kind'
  | 'status'
  | 'moved'
  | 'postponedOn'
  | 'reviewOn'
  | 'asks'
  | 'acknowledged'
  | 'snoozedUntilOn'
  | 'version'

type Facts = Omit<Deadline, Followed> & { readonly key: DeadlineKey; readonly question: string | null }

/** A deadline of these facts, with what its owner and the time make of them. */
export function decided(
  { record }: RecordState,
  { workspace }: Surroundings,
  now: Instant,
  touched: TouchedDeadline | undefined,
  { key, question, ...facts }: Facts,
): Deadline {
  const status = statusOf(record, now, touched, facts)
  const isOpen = status === 'open' || status === 'overdue'
  const postponedOn = isOpen && touched?.moved?.dueOn === null ? touched.moved.on : null
  const reviewOn = postponedOn && nextReviewOn(postponedOn, civilDay(now, workspace.zone))
  return {
    id: deadlineId(record.id, key),
    recordId: record.id,
    slot: key.slot,
    kind: key.kind,
    ...facts,
    status,
    moved: touched?.moved !== null && touched !== undefined,
    postponedOn,
    reviewOn,
    // A step has no day of its own to ask for: its occurrence asks.
    asks: isOpen && key.kind !== 'milestone' ? askOf({ dueOn: facts.dueOn, question, reviewOn }) : null,
    acknowledged: touched?.acknowledged ?? null,
    snoozedUntilOn: touched?.snoozedUntilOn ?? null,
    version: touched?.version ?? 0,
  }
}

function statusOf(
  { status, trackedFrom }: RecordState['record'],
  now: Instant,
  touched: TouchedDeadline | undefined,
  { outcome, dueOn, dueAt }: Pick<Deadline, 'outcome' | 'dueOn' | 'dueAt'>,
): DeadlineStatus {
  if (outcome.status !== 'open') return outcome.status
  if (touched === undefined && dueOn !== null && latestDay(dueOn) < trackedFrom) return 'history'
  if (status === 'archived') return 'cancelled'
  return dueAt !== null && dueAt <= now ? 'overdue' : 'open'
}

/** The end of the last day that the date may be, or the hour on it. */
export function dueAtOf(
  dueOn: DueDate | null,
  hour: Hour | null,
  { workspace }: Surroundings,
): Instant | null {
  if (dueOn === null) return null
  const last = latestDay(dueOn)
  return hour === null ? endOfDay(last, workspace.zone) : instantOf(last, hour.time, hour.zone)
}

/** The basis of a date that somebody has changed. */
export function movedBasis(
  rule: { readonly dueOn: DueDate; readonly basis: string },
  moved: NonNullable<TouchedDeadline['moved']>,
): string {
  const to = moved.dueOn === null ? 'Postponed, with no new date yet' : 'Moved by hand'
  const why = moved.reason === null ? '' : ` (${moved.reason})`
  return `${to}${why}, from ${describeDueDate(rule.dueOn)}. ${rule.basis}`
}
