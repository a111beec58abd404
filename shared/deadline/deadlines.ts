import type { TrackedRecord } from '../record/record.ts'
import type { ScheduleContext } from '../schedule/occurrences.ts'
import { latestDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { type Deadline, type DeadlineKey, isOpen, keyText, parseDeadlineId, sortKey } from './deadline.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import { type RuledDeadline, ruledDeadline, ruledDeadlinesBetween } from './ruled-deadline.ts'
import { asItStands, calendarIdOf, milestoneOf } from './standing-deadline.ts'
import { overlaps, type Window, widened } from './window.ts'

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
    around.calendar(calendarIdOf(state)),
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
    const steps = milestones.flatMap((each) => milestoneOf(state, around, now, deadline, each) ?? [])
    return [deadline, ...steps].filter((each) => !isHistory(state, each) && !isClosedWithItsOccurrence(each))
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

function contextOf({ events }: RecordState, { sessions, calendar }: Surroundings): ScheduleContext {
  return { sessions, calendar, events }
}
