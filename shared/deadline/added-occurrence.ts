import type { ImpreciseDay } from '../time/imprecise-day.ts'
import type { Instant } from '../time/instant.ts'
import { type DeadlineKey, keyText } from './deadline.ts'
import { deadlineAt } from './deadlines.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import type { TouchedDeadline } from './touched-deadline.ts'

/** Where no rule counts the occurrences, each takes the next turn, whatever becomes of those before it. */
function placeOfAdded({ record, touched }: RecordState): number | null {
  if (record.kind !== 'commitment' || record.schedule.kind !== 'manual') return null
  return 1 + Math.max(-1, ...[...touched.values()].map(({ added }) => added?.place ?? -1))
}

/**
 * An occurrence that somebody enters by hand: on top of a rule, or where there is none. Its slot is the date that it
 * first has, with a number behind it where that slot is taken.
 */
export function addOccurrence(
  state: RecordState,
  around: Surroundings,
  now: Instant,
  added: { readonly dueOn: ImpreciseDay; readonly title: string | null; readonly reason: string | null },
): { readonly touched: TouchedDeadline; readonly key: DeadlineKey } {
  const { dueOn, title, reason } = added
  let key: DeadlineKey = { kind: 'occurrence', slot: dueOn }
  for (let n = 2; deadlineAt(state, around, now, key) !== undefined; n += 1)
    key = { kind: 'occurrence', slot: `${dueOn}-${n}` }
  return {
    key,
    touched: {
      key: keyText(key),
      version: 1,
      ruleDueOn: dueOn,
      ruleBasis: reason === null ? 'Entered by hand.' : `Entered by hand: ${reason}.`,
      outcome: { status: 'open' },
      moved: null,
      added: { title, reason, place: placeOfAdded(state) },
      ruled: null,
      ownerId: null,
      acknowledged: null,
      snoozedUntilOn: null,
      arrangedAt: now,
    },
  }
}
