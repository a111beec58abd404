import * as z from 'zod'
import { SignInEnv } from './sign-in.ts'

/** The environment of the API's function. */
export const ApiEnv = SignInEnv.extend({ TABLE_NAME: z.string().min(1) })
export type ApiEnv = z.output<typeof ApiEnv>
