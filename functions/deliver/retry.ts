import type { Attempt } from '../../shared/reminder/envelope.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'

/** How long to wait after each try that was definitely refused; the last one repeats. */
const pausesSeconds = [300, 900, 3_600, 14_400]
/** After so long, what was refused every time has failed, and a person has to look. */
const givesUpAfterSeconds = 86_400

/** When to try again after the last of these tries, or undefined where it is time to give up. */
export function retryAt(now: Instant, attempts: readonly Attempt[]): Instant | undefined {
  const first = attempts[0]?.at ?? now
  const pause = pausesSeconds[Math.min(attempts.length, pausesSeconds.length) - 1] ?? 300
  const next = plusSeconds(now, pause)
  return next > plusSeconds(first, givesUpAfterSeconds) ? undefined : next
}
