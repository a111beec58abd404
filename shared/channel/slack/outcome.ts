import * as z from 'zod'
import type { Outcome } from '../channel.ts'
import type { PostAnswer } from '../target/post.ts'

const Verdict = z.object({ ok: z.boolean(), error: z.string().optional() })

/** Errors that end with the channel: nothing will arrive until somebody configures it anew. */
const gone = new Set([
  ...['no_service', 'no_service_id', 'no_team', 'team_disabled', 'invalid_token', 'no_active_hooks'],
  ...['channel_not_found', 'channel_is_archived', 'is_archived', 'account_inactive', 'token_revoked'],
])
const passing = new Set(['ratelimited', 'rate_limited', 'service_unavailable', 'rollup_error'])
/** Slack says of these that it may have done what was asked. */
const uncertain = new Set(['fatal_error', 'internal_error', 'request_timeout'])

/**
 * What Slack's incoming webhook means. It accepts with 200 and the text `ok`; an error comes as a text with a status of
 * its own, or with 200 as `{"ok": false}`. Any other 200, as of a proxy's page, and 5xx say nothing certain.
 * Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
export function slackOutcome(answer: PostAnswer): Outcome {
  if (answer.kind === 'lost') return { kind: 'unknown', reason: answer.reason }
  if (answer.kind === 'not_sent') return refused(answer.permanence, answer.reason)
  const { status, isWhole } = answer
  const text = answer.body.trim()
  const verdict = verdictOf(text)
  if (status === 200 && isWhole && (text === 'ok' || verdict?.ok === true))
    return { kind: 'accepted', providerId: null }
  const said = verdict?.error ?? text
  const error = /^[a-z_]{2,60}$/.test(said) ? said : undefined
  const reason = error === undefined ? `HTTP ${status}` : `HTTP ${status}: ${error}`
  const wait = answer.retryAfterSeconds === null ? {} : { retryAfterSeconds: answer.retryAfterSeconds }
  if (status === 429 || (error !== undefined && passing.has(error)))
    return { ...refused('transient', reason), ...wait }
  if (error !== undefined && gone.has(error)) return refused('gone', reason)
  if (status === 408 || status >= 500 || (error !== undefined && uncertain.has(error)))
    return { kind: 'unknown', reason }
  if (status === 200 && verdict === undefined) return { kind: 'unknown', reason }
  return refused('permanent', reason)
}

function verdictOf(text: string): z.output<typeof Verdict> | undefined {
  try {
    return Verdict.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function refused(permanence: 'permanent' | 'transient' | 'gone', reason: string) {
  return { kind: 'refused', permanence, reason } as const
}
