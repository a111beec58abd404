import type { KeptEvent } from '../event/event.ts'
import type { SessionSeries } from '../organisation/session-series.ts'
import type { TrackedRecord } from '../record/record.ts'
import type { ScheduleContext } from '../schedule/occurrences.ts'
import { addDays, type Day } from '../time/day.ts'
import { type DueDate, describeDueDate, latestDay, shiftDueDate } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { describeOffset, type Offset, spanOf } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import { endOfDay } from '../time/zone.ts'
import type { Workspace } from '../workspace/workspace.ts'
import {
  type Deadline,
  type DeadlineKey,
  type DeadlineStatus,
  deadlineId,
  isOpen,
  keyText,
  parseDeadlineId,
  sortKey,
} from './deadline.ts'
import {
  overlaps,
  type RuledDeadline,
  ruledDeadline,
  ruledDeadlinesBetween,
  type Window,
} from './ruled-deadline.ts'
import type { Outcome, TouchedDeadline } from './touched-deadline.ts'

/** A record with all that its deadlines are computed from. */
export type RecordState = {
  readonly record: TrackedRecord
  readonly touched: ReadonlyMap<string, TouchedDeadline>
  readonly events: readonly KeptEvent[]
}

/** What stands around a record and may move its dates. */
export type Surroundings = {
  readonly workspace: Workspace
  readonly sessions: (organisationId: string) => SessionSeries | undefined
  readonly calendar: (calendarId: string | undefined) => WorkingCalendar
}

/**
 * The deadlines of a record whose date, as it stands now, lies between two days, both included; and those that are
 * postponed without a new date. In the order of their dates.
 */
export function deadlinesBetween(
  state: RecordState,
  around: Surroundings,
  now: Instant,
  window: Window,
): readonly Deadline[] {
  return everyDeadline(state, around, now, window)
    .filter(({ dueOn }) => dueOn === null || overlaps(dueOn, window))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

/** One deadline as it is now, or undefined where the record has none of that key. */
export function deadlineAt(
  state: RecordState,
  around: Surroundings,
  now: Instant,
  key: DeadlineKey,
): Deadline | undefined {
  const occurrenceKey: DeadlineKey = key.kind === 'milestone' ? { kind: 'occurrence', slot: key.slot } : key
  const found = current(state, around, occurrenceKey)
  const milestone =
    state.record.kind === 'commitment' && state.record.milestones.find((m) => m.key === key.milestone)
  if (found === undefined) return undefined
  const occurrence = asItStands(state, around, now, found)
  if (key.kind !== 'milestone') return occurrence
  return milestone ? milestoneOf(state, around, now, occurrence, milestone) : undefined
}

/** Whether a deadline lies before the record was tracked, and nobody has touched it: then it is history. */
function isHistory({ record }: RecordState, deadline: Deadline): boolean {
  return deadline.version === 0 && deadline.dueOn !== null && latestDay(deadline.dueOn) < record.trackedFrom
}

/** A milestone that nobody touched goes with its occurrence: once that is closed, it is no longer listed. */
function isClosedWithItsOccurrence(deadline: Deadline): boolean {
  return deadline.kind === 'milestone' && deadline.version === 0 && !isOpen(deadline)
}

function everyDeadline(state: RecordState, around: Surroundings, now: Instant, window: Window): Deadline[] {
  const milestones = state.record.kind === 'commitment' ? state.record.milestones : []
  const reach = widened(
    window,
    milestones.map(({ offset }) => offset),
    state.record.trackedFrom,
  )
  const ruled = ruledDeadlinesBetween(state.record, contextOf(state, around), reach)
  const found = new Map(ruled.map((each) => [keyText(each.key), each]))
  for (const text of state.touched.keys()) {
    const key = occurrenceKeyOf(state.record.id, text)
    if (key === undefined) continue
    const elsewhere = current(state, around, key)
    if (elsewhere !== undefined) found.set(keyText(key), elsewhere)
  }
  return [...found.values()].flatMap((rule) => {
    const deadline = asItStands(state, around, now, rule)
    return [deadline, ...milestones.map((each) => milestoneOf(state, around, now, deadline, each))].filter(
      (each) => !isHistory(state, each) && !isClosedWithItsOccurrence(each),
    )
  })
}

/** The key of the occurrence (or other deadline) that a touched deadline is, or, for a milestone, leads to. */
function occurrenceKeyOf(recordId: TrackedRecord['id'], text: string): DeadlineKey | undefined {
  const key = parseDeadlineId(`${recordId}.${text}`)?.key
  return key?.kind === 'milestone' ? { kind: 'occurrence', slot: key.slot } : key
}

/**
 * What the rule gives now. What was closed keeps the date it had, and what the rule no longer gives keeps the date
 * that it gave when it was touched.
 */
function current(state: RecordState, around: Surroundings, key: DeadlineKey): RuledDeadline | undefined {
  const ruled = ruledDeadline(state.record, contextOf(state, around), key)
  const touched = state.touched.get(keyText(key))
  if (touched === undefined) return ruled
  const isClosed = touched.outcome.status !== 'open'
  if (ruled !== undefined && !isClosed) return ruled
  if (ruled !== undefined)
    return { ...ruled, dueOn: touched.ruleDueOn ?? ruled.dueOn, basis: touched.ruleBasis }
  const title = touched.added?.title ?? state.record.title
  const basis =
    touched.added === null ? `${touched.ruleBasis} The rule no longer gives it.` : touched.ruleBasis
  return { key, title, dueOn: touched.ruleDueOn ?? state.record.trackedFrom, basis }
}

function asItStands(state: RecordState, around: Surroundings, now: Instant, rule: RuledDeadline): Deadline {
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

function milestoneOf(
  state: RecordState,
  around: Surroundings,
  now: Instant,
  occurrence: Deadline,
  milestone: { readonly key: string; readonly title: string; readonly offset: Offset },
): Deadline {
  const key: DeadlineKey = { kind: 'milestone', slot: occurrence.slot, milestone: milestone.key }
  const touched = state.touched.get(keyText(key))
  const moved = touched?.moved ?? null
  const calendar = around.calendar(undefined)
  const isClosed = touched !== undefined && touched.outcome.status !== 'open'
  const shifted = occurrence.dueOn && shiftDueDate(occurrence.dueOn, milestone.offset, calendar)
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

function contextOf({ events }: RecordState, { sessions, calendar }: Surroundings): ScheduleContext {
  return { sessions, calendar, events }
}

/** The window that occurrences lie in whose milestones lie in the given one; history is left out. */
function widened({ from, to }: Window, offsets: readonly Offset[], trackedFrom: Day): Window {
  const reach = Math.max(0, ...offsets.map(mostDays))
  const start = from < trackedFrom ? trackedFrom : from
  return { from: clamped(start, -reach), to: clamped(to, reach) }
}

/** More days than the offset can span. */
function mostDays(offset: Offset): number {
  if (typeof offset !== 'string') return Math.abs(offset.workingDays) * 8 + 600
  const { months, days } = spanOf(offset)
  return Math.abs(months) * 31 + Math.abs(days)
}

function clamped(day: Day, days: number): Day {
  try {
    return addDays(day, days)
  } catch (error) {
    if (error instanceof RangeError) return addDays(day, 0)
    throw error
  }
}
