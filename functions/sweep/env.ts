import * as z from 'zod'

/** The environment of the sweep's function. */
export const SweepEnv = z.object({ TABLE_NAME: z.string().min(1), EVENT_BUS_NAME: z.string().min(1) })
export type SweepEnv = z.output<typeof SweepEnv>
