import * as z from 'zod'

/** The environment of the API's function. */
export const ApiEnv = z.object({ TABLE_NAME: z.string().min(1) })
export type ApiEnv = z.output<typeof ApiEnv>
