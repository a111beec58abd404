import * as z from 'zod'
import { Figures, Months } from '../heartbeat/figures.ts'
import type { ReminderMail } from '../mail/reminder-mail.ts'
import { ReminderLabel, ReminderReason } from './delivery.ts'

/** How some months went, as an administrator is told. */
export const HeartbeatData = z.strictObject({
  ...Months.shape,
  /** Whose heartbeat it is: a workspace's mails thread. */
  workspaceId: z.string(),
  figures: Figures,
})
export type HeartbeatData = z.output<typeof HeartbeatData>

/** What a mail is rendered from, as the envelope keeps it: a re-send says the same. */
export const MailData = z.strictObject({
  workspaceName: z.string(),
  recipientName: z.string().nullable(),
  label: ReminderLabel,
  envelopeKey: z.string(),
  baseUrl: z.string().nullable(),
  discreet: z.boolean().default(false),
  unsubscribeUrl: z.string().nullable().default(null),
  items: z.array(
    z.strictObject({
      recordId: z.string(),
      recordTitle: z.string(),
      organisationName: z.string().nullable(),
      deadlineId: z.string(),
      deadlineTitle: z.string(),
      deadlineKind: z.string(),
      dueOn: z.string().nullable(),
      daysLeft: z.number().nullable(),
      leadDays: z.number().nullable(),
      reason: ReminderReason,
      previousDueOn: z.string().nullable(),
      basis: z.string(),
      asks: z.string().nullish(),
      why: z.string(),
      acts: z.array(z.strictObject({ label: z.string(), url: z.string() })).default([]),
    }),
  ),
  /** It is no reminder: it has no items. */
  heartbeat: HeartbeatData.optional(),
}) satisfies z.ZodType<ReminderMail>
export type MailData = z.output<typeof MailData>
