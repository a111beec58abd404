import * as z from 'zod'

/** The environment of the function that takes the provider's events. */
export const ProviderEventsEnv = z.object({ TABLE_NAME: z.string().min(1) })
export type ProviderEventsEnv = z.output<typeof ProviderEventsEnv>
