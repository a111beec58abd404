import * as z from 'zod'

/** The environment of the reconcile's function. */
export const ReconcileEnv = z.object({ TABLE_NAME: z.string().min(1) })
export type ReconcileEnv = z.output<typeof ReconcileEnv>
