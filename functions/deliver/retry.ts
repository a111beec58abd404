import { webhookPause } from '../../shared/channel/webhook/retry.ts'
import type { Attempt } from '../../shared/reminder/envelope.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'

/**
 * When to try again after the last of these tries, or undefined where it is time to give up.
 * @param askedSeconds so long the provider asked us to wait
 */
export type Retry = (now: Instant, attempts: readonly Attempt[], askedSeconds?: number) => Instant | undefined

/** How long to wait after each try that was definitely refused; the last one repeats. */
const pausesSeconds = [300, 900, 3_600, 14_400]
/** After so long, what was refused every time has failed, and a person has to look. */
const givesUpAfterSeconds = 86_400

export const retryForADay: Retry = (now, attempts, askedSeconds = 0) => {
  const first = attempts[0]?.at ?? now
  const pause = pausesSeconds[Math.min(attempts.length, pausesSeconds.length) - 1] ?? 300
  const next = plusSeconds(now, Math.max(pause, askedSeconds))
  return next > plusSeconds(first, givesUpAfterSeconds) ? undefined : next
}

export const retryForThreeDays: Retry = (now, attempts, askedSeconds = 0) => {
  const pause = webhookPause(attempts.length, askedSeconds)
  return pause === undefined ? undefined : plusSeconds(now, pause)
}
