import * as z from 'zod'
import type { TouchedDeadline } from '../deadline/touched-deadline.ts'
import { Actor } from '../history/history.ts'
import { PersonId } from '../identity/id.ts'
import { maySee } from '../record/may-see.ts'
import type { TrackedRecord } from '../record/record.ts'
import { mostSeeing } from '../record/record-fields.ts'
import { Note } from '../text/text.ts'
import { Instant } from '../time/instant.ts'

/** What somebody answers for goes to somebody else: all of it, record by record, for one reason. */
export const Handover = z.strictObject({
  fromId: PersonId,
  /** Null: nobody takes it over, so the workspace's administrator inherits. */
  toId: PersonId.nullable(),
  reason: Note.nullable(),
  by: Actor,
  begunAt: Instant,
  /** Whether the person leaves the team: then they watch nothing either. */
  isLeaving: z.boolean(),
})
export type Handover = z.output<typeof Handover>

export type HandedOver = {
  readonly record: TrackedRecord
  /** The deadlines whose owner changes. */
  readonly touched: readonly TouchedDeadline[]
  /** As what the person was named, for a preview. */
  readonly roles: readonly HandoverRole[]
}

export const HandoverRole = z.enum(['owner', 'deputy', 'supervisor', 'deadline_owner', 'watcher'])
export type HandoverRole = z.output<typeof HandoverRole>

/** So many deadlines of one record change hands in one transaction; those that remain follow in the next. */
const mostDeadlines = 80

/**
 * The record as it is once it was handed over, or undefined where it does not name the person. Who takes over an
 * occurrence of a confidential record sees the record; where no more can be named, its owner answers for that. Who may see it is otherwise not changed: the last name is never
 * taken off it, since a record that names nobody is seen by everybody.
 */
export function handedOver(
  record: TrackedRecord,
  touched: ReadonlyMap<string, TouchedDeadline>,
  { fromId, toId, isLeaving }: Handover,
): HandedOver | undefined {
  const owned = [...touched.values()].filter(
    ({ ownerId, outcome }) => ownerId === fromId && outcome.status === 'open',
  )
  const watches = isLeaving && record.watchers.includes(fromId)
  const roles: HandoverRole[] = [
    ...(record.ownerId === fromId ? ['owner' as const] : []),
    ...(record.deputyId === fromId ? ['deputy' as const] : []),
    ...(record.supervisorId === fromId ? ['supervisor' as const] : []),
    ...(owned.length > 0 ? ['deadline_owner' as const] : []),
    ...(watches ? ['watcher' as const] : []),
  ]
  if (roles.length === 0) return undefined
  const next = (id: PersonId | null) => (id === fromId ? toId : id)
  const ownerId = next(record.ownerId)
  const deputyId = next(record.deputyId)
  const people = {
    ownerId,
    deputyId: deputyId === ownerId ? null : deputyId,
    supervisorId: next(record.supervisorId),
  }
  const revised = {
    ...record,
    ...people,
    watchers: watches ? record.watchers.filter((id) => id !== fromId) : record.watchers,
  }
  const isBlind = owned.length > 0 && toId !== null && !maySee(revised, toId)
  const isFull = isBlind && record.visibleTo.length >= mostSeeing
  return {
    record: isBlind && !isFull ? { ...revised, visibleTo: [...record.visibleTo, toId] } : revised,
    touched: owned
      .slice(0, mostDeadlines)
      .map((each) => ({ ...each, ownerId: isFull ? null : toId, version: each.version + 1 })),
    roles,
  }
}
