import * as z from 'zod'

/** The environment of the delivery's function. */
export const DeliverEnv = z.object({
  TABLE_NAME: z.string().min(1),
  /** The sender of every mail, such as `Servanda <servanda@example.org>`. */
  MAIL_FROM: z.string().min(3),
  SES_CONFIGURATION_SET: z.string().min(1),
  /** Where the dashboard is; left out, mails have no link. */
  BASE_URL: z.url().optional(),
  /** Where the links of mails lead. */
  LINKS_URL: z.url(),
})
export type DeliverEnv = z.output<typeof DeliverEnv>
