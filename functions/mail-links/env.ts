import * as z from 'zod'

/** The environment of the function behind the links of mails. */
export const MailLinksEnv = z.object({ TABLE_NAME: z.string().min(1) })
export type MailLinksEnv = z.output<typeof MailLinksEnv>
