import * as z from 'zod'

/** The environment of the function that reads published calendars. */
export const SessionCalendarsEnv = z.object({ TABLE_NAME: z.string().min(1) })
export type SessionCalendarsEnv = z.output<typeof SessionCalendarsEnv>
