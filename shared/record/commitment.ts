import * as z from 'zod'
import { OrganisationId } from '../identity/id.ts'
import { Schedule } from '../schedule/schedule.ts'
import { Amount, Label, Title } from '../text/text.ts'
import { Day } from '../time/day.ts'
import { Offset, Period } from '../time/period.ts'
import { recordFields } from './record-fields.ts'

/** A step before an occurrence, at an offset from the day on which the occurrence is due. */
export const Milestone = z.strictObject({
  key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, {
    error: 'Write 1 to 40 small letters, digits, - and _, such as draft_text.',
  }),
  title: Title,
  offset: Offset,
})
export type Milestone = z.output<typeof Milestone>

/** Something owed again and again. */
export const Commitment = z.strictObject({
  title: Title,
  organisationId: OrganisationId.nullable().default(null),
  role: Label.nullable().default(null),
  schedule: Schedule,
  milestones: z
    .array(Milestone)
    .max(30)
    .refine((milestones) => new Set(milestones.map(({ key }) => key)).size === milestones.length, {
      error: 'Give each milestone a key of its own.',
    })
    .default([]),
  /** Who takes the role at each occurrence in turn: the first at the first. */
  rotation: z.array(Label).max(50).default([]),
  /** How long a time each occurrence reports on. */
  period: Period.nullable().default(null),
  /** The first day of the first reporting period. Null: each ends on the day before the date that the rule gives. */
  periodStartsOn: Day.nullable().default(null),
  amount: Amount.nullable().default(null),
  ...recordFields,
})
export type Commitment = z.output<typeof Commitment>
