import * as z from 'zod'

/** The environment of the function that calls webhooks. */
export const WebhookEnv = z.object({ TABLE_NAME: z.string().min(1) })
export type WebhookEnv = z.output<typeof WebhookEnv>
