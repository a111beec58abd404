import type { DeadlineView } from '../../functions/api/deadline-view.ts'
import { daysFrom, earliest } from '../dates/day-words.ts'

export type Deadline = DeadlineView

/** What can be done to a deadline, by the last part of its address in the API. */
export type ActName =
  | 'complete'
  | 'acknowledge'
  | 'snooze'
  | 'assign'
  | 'move'
  | 'waive'
  | 'cancel'
  | 'reopen'

export type ActBody = Readonly<Record<string, unknown>>

export function isOpen({ status }: Deadline): boolean {
  return status === 'open' || status === 'overdue'
}

/** What takes an act back, as nearly as the API can; nothing where nothing does. */
export function undoOf(act: ActName, before: Deadline): { act: ActName; body: ActBody } | undefined {
  if (act === 'complete' || act === 'waive' || act === 'cancel') return { act: 'reopen', body: {} }
  if (act === 'assign') return { act: 'assign', body: { ownerId: before.ownerId } }
  if (act === 'move') return { act: 'move', body: { dueOn: before.dueOn } }
  return undefined
}

/** How soon it has to be done: the sections of the list. */
export type Section = 'overdue' | 'week' | 'month' | 'quarter' | 'later' | 'undated'

export function sectionOf({ status, dueOn }: Pick<Deadline, 'status' | 'dueOn'>, today: string): Section {
  if (dueOn === null) return 'undated'
  if (status === 'overdue') return 'overdue'
  const days = daysFrom(today, earliest(dueOn))
  if (days <= 7) return 'week'
  if (days <= 30) return 'month'
  return days <= 90 ? 'quarter' : 'later'
}
