import { addDays, type Day, day } from '../time/day.ts'
import { earliestDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import { isOpen } from './deadline.ts'
import { deadlinesBetween } from './deadlines.ts'
import type { RecordState, Surroundings } from './record-state.ts'

/** How far ahead the first open deadline is looked for. Further on, the end of the look is the bound. */
const lookDays = 731
/** What was moved or entered by hand may lie before the record was tracked, and is open all the same. */
const from = day('0001-01-01')

/**
 * A day on or before which the record has its first open deadline: where it stands in the index of what is due. A
 * deadline without a date stands at today. Undefined where the record is archived: nothing of it is due.
 */
export function dueFrom(state: RecordState, around: Surroundings, now: Instant): Day | undefined {
  if (state.record.status === 'archived') return undefined
  const today = civilDay(now, around.workspace.zone)
  const to = addDays(today, lookDays)
  const open = deadlinesBetween(state, around, now, { from, to }).filter(isOpen)
  const days = open.map(({ dueOn }) => (dueOn === null ? today : earliestDay(dueOn)))
  return [...days, to].sort()[0]
}
