import * as z from 'zod'
import { SignInEnv } from '../functions/api/sign-in.ts'
import { EmailAddress } from '../shared/text/text.ts'
import { Instant } from '../shared/time/instant.ts'

/** What `npm start` reads of the environment; every variable may be left out. */
export const LocalEnv = SignInEnv.extend({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  SERVANDA_DATA: z.string().min(1).default('.servanda'),
  SERVANDA_TOKEN: z
    .string()
    .regex(/^[!-~]{8,512}$/, { error: 'Write 8 to 512 printable characters without spaces.' })
    .optional(),
  SERVANDA_ADMIN_EMAIL: EmailAddress.default('admin@localhost'),
  SERVANDA_NOW: Instant.optional(),
  SERVANDA_SAMPLE: z.enum(['reference', 'none']).default('reference'),
  /** How many requests a second one credential may send for long; ten times as many at once. */
  SERVANDA_RATE: z.coerce.number().int().min(1).max(1_000_000).default(500),
  SERVANDA_DYNAMODB: z.url().optional(),
  SMTP_URL: z.url().optional(),
  SERVANDA_LOOPBACK_TARGETS: z.enum(['allow', 'refuse']).default('refuse'),
})
export type LocalEnv = z.output<typeof LocalEnv>
