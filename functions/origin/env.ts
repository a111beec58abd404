import * as z from 'zod'

/** The environment of the function that tells requests of the distribution from others. */
export const OriginEnv = z.object({
  /** What the distribution sends. */
  ORIGIN_SECRET: z.string().min(32),
  /** What it sent before, and may still send from some of its edges while a change is under way. */
  ORIGIN_SECRET_BEFORE: z.string().min(32).optional(),
})
export type OriginEnv = z.output<typeof OriginEnv>
