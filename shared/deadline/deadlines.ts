import type { TrackedRecord } from '../record/record.ts'
import type { Instant } from '../time/instant.ts'
import { type Deadline, type DeadlineKey, isOpen, keyText, parseDeadlineId, sortKey } from './deadline.ts'
import { calendarIdOf, milestoneOf, milestonesOf } from './milestone-deadline.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import { reportingPeriod } from './reporting-period.ts'
import { rotationMember } from './rotation.ts'
import type { RuledDeadline } from './ruled-deadline.ts'
import { ruledDeadline, ruledDeadlinesBetween, withTurn } from './ruled-deadlines.ts'
import { asItStands } from './standing-deadline.ts'
import type { TouchedDeadline } from './touched-deadline.ts'
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
  if (found === undefined) return undefined
  const occurrence = asItStands(state, around, now, found)
  return key.milestone === undefined ? occurrence : milestoneOf(state, around, now, occurrence, key.milestone)
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
  const ruled = ruledDeadlinesBetween(state, around, reach)
  const found = new Map(ruled.map((each) => [keyText(each.key), each]))
  for (const text of state.touched.keys()) {
    const key = occurrenceKeyOf(state.record.id, text)
    if (key === undefined) continue
    const elsewhere = current(state, around, key)
    if (elsewhere !== undefined) found.set(keyText(key), elsewhere)
  }
  return [...found.values()].flatMap((rule) => {
    const deadline = asItStands(state, around, now, rule)
    const steps = milestonesOf(state, around, now, deadline)
    return [deadline, ...steps].filter(
      (each) => each.status !== 'history' && !isClosedWithItsOccurrence(each),
    )
  })
}

/** The key of the occurrence (or other deadline) that a touched deadline is, or, for a milestone, leads to. */
function occurrenceKeyOf(recordId: TrackedRecord['id'], text: string): DeadlineKey | undefined {
  const key = parseDeadlineId(`${recordId}.${text}`)?.key
  return key?.kind === 'milestone' ? { kind: 'occurrence', slot: key.slot } : key
}

/**
 * What the rule gives now. What was closed keeps what it was then, and what the rule no longer gives keeps what it gave
 * when it was touched.
 */
function current(state: RecordState, around: Surroundings, key: DeadlineKey): RuledDeadline | undefined {
  const ruled = ruledDeadline(state, around, key)
  const touched = state.touched.get(keyText(key))
  if (touched === undefined) return ruled
  if (ruled === undefined) return kept(state.record, touched, key)
  return touched.outcome.status === 'open' ? ruled : { ...ruled, ...asTouched(touched), title: ruled.title }
}

/** What stands of a deadline that no rule gives. */
function kept(record: TrackedRecord, touched: TouchedDeadline, key: DeadlineKey): RuledDeadline {
  const { added, ruleBasis } = touched
  const { slot } = key
  const common = { key, title: record.title, dueOn: record.trackedFrom, ...asTouched(touched) }
  if (added === null)
    return { ...common, basis: `${ruleBasis} The rule no longer gives it.`, origin: 'former_rule' }
  const member = added.place === null ? null : rotationMember(record, slot, added.place)
  const period = reportingPeriod(record, { slot, dueOn: common.dueOn })
  return {
    ...common,
    title: added.title ?? record.title,
    basis: withTurn(ruleBasis, member, period),
    origin: 'added',
    rotationMember: member,
    reportingPeriod: period,
  }
}

function asTouched({ ruleDueOn, ruleBasis, ruled }: TouchedDeadline) {
  return { ...ruled, ...(ruleDueOn === null ? {} : { dueOn: ruleDueOn }), basis: ruleBasis }
}
