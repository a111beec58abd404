import * as z from 'zod'

/** What the smoke check reads of the environment. */
export const SmokeEnv = z.object({
  /** A token of the deployment; without one, what needs it is not asked. An empty one is none. */
  SERVANDA_TOKEN: z
    .string()
    .optional()
    .transform((token) => token || undefined),
})
export type SmokeEnv = z.output<typeof SmokeEnv>
