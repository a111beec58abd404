import * as z from 'zod'
import { ChannelName } from '../channel/channel-name.ts'
import { LeadDays } from './lead-days.ts'

function distinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length
}

const Days = z.int().min(1, { error: 'Write whole days from 1.' }).max(3650)

/** When who answers for it is told again of what is overdue: so many days after the due date, then every so many. */
export const FollowUp = z.strictObject({
  afterDays: z
    .array(Days)
    .max(20, { error: 'At most 20 follow-ups.' })
    .refine(distinct, { error: 'Name each day once.' })
    .default([]),
  /** After the last of them, every so many days. Null: no more. */
  everyDays: z
    .int()
    .min(7, { error: 'Write whole days from 7: a follow-up is calm.' })
    .max(365)
    .nullable()
    .default(null),
})
export type FollowUp = z.output<typeof FollowUp>

/** Leads that are further off than `beyondDays` come once a week, on the weekday on or before their own day. */
export const Digest = z.strictObject({
  /** ISO, 1 Monday to 7 Sunday. */
  weekday: z.int().min(1).max(7),
  beyondDays: z.int().min(0).max(3650),
})
export type Digest = z.output<typeof Digest>

/**
 * Who else is told where nobody acknowledges: the deputy, then the supervisor, so many working days after each
 * reminder that goes out `withinDays` of the due date or after it. Null: that one is not told.
 */
export const Escalation = z.strictObject({
  withinDays: z.int().min(0).max(3650).default(30),
  deputyAfterWorkingDays: z.int().min(1).max(60).nullable().default(null),
  supervisorAfterWorkingDays: z.int().min(1).max(60).nullable().default(null),
})
export type Escalation = z.output<typeof Escalation>

/** What a record or a person says instead of the workspace: nothing at all. Null stands for what the workspace says. */
const None = z.literal('none')

/** What an administrator sets for the whole workspace. All of it is off until asked for. */
export const policySettings = {
  followUp: FollowUp.nullable().default(null),
  digest: Digest.nullable().default(null),
  escalation: Escalation.nullable().default(null),
  /** Mails say how much is due, and neither titles nor dates. */
  discreet: z.boolean().default(false),
}

/** What a record may say instead. */
export const policyOfRecord = {
  followUp: z.union([FollowUp, None]).nullable().default(null),
  escalation: z.union([Escalation, None]).nullable().default(null),
}

/** What a person may say for the reminders that they get. */
export const ReminderChoices = z.strictObject({
  /** By what they are reached; by each of these. None: by e-mail. */
  channels: z
    .array(ChannelName)
    .max(10, { error: 'At most 10 channels.' })
    .refine(distinct, { error: 'Name each channel once.' })
    .default([]),
  /** Where the record names none; whoever answers for something is reminded once at least. Null: the workspace's. */
  leadDays: LeadDays.min(1, { error: 'Name one lead time at least.' }).nullable().default(null),
  digest: z.union([Digest, None]).nullable().default(null),
  discreet: z.boolean().nullable().default(null),
})
export type ReminderChoices = z.output<typeof ReminderChoices>

/** What holds: the narrower rule where there is one, else the wider. */
export function settled<Rule extends object>(narrow: Rule | 'none' | null, wide: Rule | null): Rule | null {
  return narrow === 'none' ? null : (narrow ?? wide)
}
