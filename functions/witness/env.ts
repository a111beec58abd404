import * as z from 'zod'

/** The environment of the witness's function. */
export const WitnessEnv = z.object({ TABLE_NAME: z.string().min(1) })
export type WitnessEnv = z.output<typeof WitnessEnv>
