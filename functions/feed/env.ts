import * as z from 'zod'

/** The environment of the function that answers calendar feeds. */
export const FeedEnv = z.object({ TABLE_NAME: z.string().min(1) })
export type FeedEnv = z.output<typeof FeedEnv>
