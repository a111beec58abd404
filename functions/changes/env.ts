import * as z from 'zod'

/** The environment of the function that reads the table's stream. */
export const ChangesEnv = z.object({ TABLE_NAME: z.string().min(1), EVENT_BUS_NAME: z.string().min(1) })
export type ChangesEnv = z.output<typeof ChangesEnv>
