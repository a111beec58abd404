import * as z from 'zod'
import { Actor } from '../history/history.ts'
import { RecordId } from '../identity/id.ts'
import { Instant } from '../time/instant.ts'

/** What can have changed; and what became of a reminder. Lists may grow; who reads them must bear that. */
export const ChangeType = z.enum([
  'record.changed',
  'organisation.changed',
  'person.changed',
  'calendar.changed',
  'channel.changed',
  'webhook.changed',
  'settings.changed',
  'reminder.sent',
  'reminder.held',
  'reminder.failed',
])
export type ChangeType = z.output<typeof ChangeType>

/**
 * One change, as those who follow them are told: what, when, by whom, and which members; never their values. Whoever
 * is told reads the thing itself, with the rights that they have there.
 */
export const Change = z.strictObject({
  /** Stable however often it is told: by it a receiver knows what it has already. */
  id: z.string().regex(/^chg_[0-9a-f]{32}$/),
  at: Instant,
  type: ChangeType,
  /** What changed: a record, an organisation, a person; of a reminder, its delivery. */
  subjectId: z.string(),
  /** The record that it belongs to, if it does: who may not see that is not told. */
  recordId: RecordId.nullable(),
  /** What was done, as the history names it. */
  action: z.string(),
  /** What it is about, where it is not the whole: a deadline, an event, a session. */
  about: z.string().nullable(),
  by: Actor.nullable(),
  /** The members that changed, as RFC 6901 pointers. */
  pointers: z.array(z.string()),
})
export type Change = z.output<typeof Change>

/** A change with its place among those of the workspace, counted from 1 without gaps. */
export type NumberedChange = { readonly number: number; readonly change: Change }
