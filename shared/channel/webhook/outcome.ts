import type { Outcome } from '../channel.ts'
import type { PostAnswer } from '../target/post.ts'

/**
 * What a receiver's answer means. Only 2xx accepts, whatever the body says; 410 wants nothing more. Everything else is
 * tried again: a receiver that is down, moved or misconfigured for two days has lost nothing when it is back. A lost
 * answer is tried again too, since a receiver knows by the message's id what it has already.
 */
export function webhookOutcome(answer: PostAnswer): Outcome {
  if (answer.kind === 'lost') return { kind: 'unknown', reason: answer.reason }
  if (answer.kind === 'not_sent')
    return { kind: 'refused', permanence: answer.permanence, reason: answer.reason }
  const { status, retryAfterSeconds } = answer
  const reason = `HTTP ${status}`
  if (status >= 200 && status < 300) return { kind: 'accepted', providerId: null }
  if (status === 410) return { kind: 'refused', permanence: 'gone', reason }
  const waits = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  return { kind: 'refused', permanence: 'transient', reason, ...waits }
}
