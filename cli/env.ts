import * as z from 'zod'

/** What the command line reads of the environment. */
export const CliEnv = z.object({
  /** Where it is; left out, on this machine. */
  SERVANDA_URL: z
    .url({ protocol: /^https?$/, error: 'Write the address, such as https://servanda.mission.example.' })
    .default('http://127.0.0.1:4000'),
  SERVANDA_TOKEN: z.string().optional(),
  /** A file that has the token, and that nobody else may read. */
  SERVANDA_TOKEN_FILE: z.string().optional(),
})
export type CliEnv = z.output<typeof CliEnv>
