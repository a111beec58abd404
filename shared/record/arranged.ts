import type { EventKind } from '../event/event.ts'
import type { Deed } from '../history/history.ts'
import { eventDependencies } from '../schedule/occurrences.ts'
import type { WholeRecord } from './record-store.ts'

/** What a record says from which no date follows, no lead, and nobody who answers for it. */
const asides = new Set([
  'amount',
  'areas',
  'bindingness',
  'count',
  'depositary',
  'externalRef',
  'links',
  'mutes',
  'note',
  'reference',
  'references',
  'relatedIds',
  'title',
  'visibleTo',
  'watchers',
])

/** Events that move no date of a treaty, a term or a body; a schedule may count from any of them. */
const incidents: ReadonlySet<EventKind> = new Set<EventKind>([
  'negotiation',
  'registration',
  'declaration',
  'tabling',
  'submission',
  'payment',
  'meeting',
  'visit',
  'address',
  'contribution',
  'other',
])

/**
 * Whether a deed may bring a reminder of any deadline of a record, which is `whole` before and after it. What is done
 * to one deadline, whose key has a dot in it, arranges that deadline alone.
 */
export function isArrangedBy(
  deed: Pick<Deed, 'about' | 'changes'>,
  { record, events }: Pick<WholeRecord, 'record' | 'events'>,
): boolean {
  const members = deed.changes.map(({ pointer }) => pointer.split('/')[1] ?? '')
  const kinds = deed.changes.flatMap(({ pointer, from, to }) => (pointer === '/kind' ? [from, to] : []))
  const kind = events.find(({ id }) => id === deed.about)?.kind ?? kinds.find((each) => each !== null)
  const counted: readonly unknown[] = record.kind === 'commitment' ? eventDependencies(record.schedule) : []
  const isIncident = [...incidents].some((each) => each === kind) && !counted.includes(kind)
  if (isIncident && !members.includes('nextDueOn')) return false
  return members.some((member) => !asides.has(member) && !member.includes('.'))
}
