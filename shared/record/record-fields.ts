import * as z from 'zod'
import { ChannelId, PersonId } from '../identity/id.ts'
import { LeadDays } from '../policy/lead-days.ts'
import { policyOfRecord } from '../policy/policy.ts'
import { EmailAddress, Label, Link, Note, Reference } from '../text/text.ts'
import { Day } from '../time/day.ts'

function distinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length
}

/** Somebody who is told too: a person of the workspace, an address without an account, or a channel of the team. */
export const Watcher = z.union([PersonId, EmailAddress, ChannelId], {
  error: 'Write the id of a person or of a channel, or an e-mail address.',
})
export type Watcher = z.output<typeof Watcher>

/** So many people may be named who see a confidential record. */
export const mostSeeing = 100

/** The fields that agreements, memberships and commitments share. */
export const recordFields = {
  /** Who is accountable. Null: the workspace's administrator. */
  ownerId: PersonId.nullable().default(null),
  deputyId: PersonId.nullable().default(null),
  supervisorId: PersonId.nullable().default(null),
  watchers: z.array(Watcher).max(50).refine(distinct, { error: 'Name each watcher once.' }).default([]),
  /** Who may see the record. Empty: the whole workspace. */
  visibleTo: z.array(PersonId).max(mostSeeing).default([]),
  areas: z.array(Label).max(50).default([]),
  links: z.array(Link).max(50).default([]),
  externalRef: Reference.nullable().default(null),
  note: Note.nullable().default(null),
  /** Null: the workspace's lead times. */
  leadDays: LeadDays.nullable().default(null),
  ...policyOfRecord,
  /** What was due before this day is history: never open, overdue or reminded. Default: the day of recording. */
  trackedFrom: Day.nullable().default(null),
}
