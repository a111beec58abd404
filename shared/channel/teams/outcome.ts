import type { Outcome } from '../channel.ts'
import type { PostAnswer } from '../target/post.ts'

/**
 * What Microsoft Teams means. A workflow accepts with 202 before it posts. A connector of the older kind answers 200
 * whatever came of it: with `1` where it posted, else with the error in words and the status that it met inside.
 * A workflow that was deleted or turned off answers 404, 410, or 400 with its code.
 * Source: https://learn.microsoft.com/connectors/teams and .../webhooks-and-connectors/how-to/connectors-using
 */
export function teamsOutcome(answer: PostAnswer): Outcome {
  if (answer.kind === 'lost') return { kind: 'unknown', reason: answer.reason }
  if (answer.kind === 'not_sent') return refused(answer.permanence, answer.reason)
  const { status, body, isWhole } = answer
  if (status === 202) return { kind: 'accepted', providerId: null }
  if (status === 200 && isWhole && body.trim() === '1') return { kind: 'accepted', providerId: null }
  const wait = answer.retryAfterSeconds === null ? {} : { retryAfterSeconds: answer.retryAfterSeconds }
  const inside = status === 200 ? /returned HTTP error (\d{3})/.exec(body)?.[1] : undefined
  const meant = inside === undefined ? status : Number(inside)
  const reason = inside === undefined ? `HTTP ${status}` : `HTTP 200 with error ${inside}`
  if (meant === 429) return { ...refused('transient', reason), ...wait }
  const isOff = /Workflow(NotFound|TriggerIsNotEnabled|IsDisabled)|AccountNotFound/.test(body)
  if (meant === 404 || meant === 410 || isOff) return refused('gone', reason)
  // Another 200, or a failure inside, may come after the message was posted.
  if (meant < 300 || meant === 408 || meant >= 500) return { kind: 'unknown', reason }
  return refused('permanent', reason)
}

function refused(permanence: 'permanent' | 'transient' | 'gone', reason: string) {
  return { kind: 'refused', permanence, reason } as const
}
