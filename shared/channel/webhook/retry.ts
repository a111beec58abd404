/**
 * The pauses after each try that was not accepted, in seconds, as Standard Webhooks advises: ten tries in three days.
 */
export const webhookPausesSeconds: readonly number[] = [
  5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000,
]

/** How long to wait after so many tries, at least as long as the receiver asked; undefined: three days are over. */
export function webhookPause(tries: number, retryAfterSeconds = 0): number | undefined {
  const pause = webhookPausesSeconds[tries - 1]
  return pause === undefined ? undefined : Math.max(pause, retryAfterSeconds)
}
