import { findChange } from '../../shared/change/change-store.ts'
import type { Outcome } from '../../shared/channel/channel.ts'
import type { Post } from '../../shared/channel/target/post.ts'
import { webhookPause } from '../../shared/channel/webhook/retry.ts'
import { signingAt } from '../../shared/channel/webhook/secret.ts'
import { sendWebhook } from '../../shared/channel/webhook/send.ts'
import { keys } from '../../shared/table/keys.ts'
import { writePastConflicts } from '../../shared/table/past-conflicts.ts'
import { ConditionFailed, type Table } from '../../shared/table/table.ts'
import { type Instant, plusSeconds } from '../../shared/time/instant.ts'
import { reviseWebhook } from '../../shared/webhook/webhook-acts.ts'
import { webhookBody } from '../../shared/webhook/webhook-body.ts'
import { messageItem, type WebhookDue, WebhookMessage } from '../../shared/webhook/webhook-message.ts'
import { isForAll } from '../../shared/webhook/webhook-outbox.ts'
import { loadWebhook, type StoredWebhook } from '../../shared/webhook/webhook-store.ts'
import { gateOf } from '../../shared/workspace/sending.ts'

export type CallParts = {
  readonly table: Table
  /** The id of the table that is live; a restored one has another than its items say. */
  readonly tableId: () => Promise<string>
  readonly now: () => Instant
  readonly post: Post
}

/**
 * Tells a receiver of one change, once. The try is counted, and the next one set, before anything is sent: whoever is
 * cut off is followed by another try. So a receiver may be told twice, under the same id, and never less than once.
 */
export async function callWebhook(parts: CallParts, due: WebhookDue): Promise<void> {
  const { table } = parts
  const { workspaceId, webhookId, number } = due
  if (!(await gateOf(table, workspaceId, await parts.tableId())).isOpen) return
  const item = await table.get(keys.webhookMessage(workspaceId, webhookId, number))
  const message = item && WebhookMessage.parse(item.data)
  if (message?.nextTryAt == null || message.nextTryAt > parts.now()) return
  const webhook = await loadWebhook(table, workspaceId, webhookId)
  const change = await findChange(table, workspaceId, number)
  const isWanted = webhook?.data.status.state === 'active' && change !== undefined
  if (!isWanted || !(await isForAll(table, workspaceId, change)))
    return keep(parts, due, message, { ...message, state: 'dropped', nextTryAt: null })
  const tries = message.tries + 1
  // Where this was the last try and it is cut off, there is one more.
  const nextTryAt = plusSeconds(parts.now(), Math.max(60, webhookPause(tries) ?? 300))
  const begun: WebhookMessage = { ...message, tries, nextTryAt }
  if (!(await isClaimed(parts, due, message, begun))) return
  const to = { url: webhook.data.url, secrets: signingAt(webhook.data.secrets, parts.now()) }
  const outcome = await sendWebhook(parts.post, to, { id: change.id, body: webhookBody(change) })
  if (outcome.kind === 'refused' && outcome.permanence === 'gone') await disable(parts, due, webhook)
  await keep(parts, due, begun, after(begun, outcome, parts.now()))
}

const mostAttempts = 50

/** The message after a try: what is not accepted comes again over three days, unless it never can be. */
function after(message: WebhookMessage, outcome: Outcome, at: Instant): WebhookMessage {
  const detail = outcome.kind === 'accepted' ? outcome.providerId : outcome.reason.slice(0, 500)
  const attempts = [...message.attempts, { at, outcome: outcome.kind, detail }].slice(-mostAttempts)
  if (outcome.kind === 'accepted') return { ...message, attempts, state: 'delivered', nextTryAt: null }
  const isFinal = outcome.kind === 'refused' && outcome.permanence !== 'transient'
  const asked = outcome.kind === 'refused' ? outcome.retryAfterSeconds : undefined
  const pause = isFinal ? undefined : webhookPause(message.tries, asked)
  if (pause === undefined) return { ...message, attempts, state: 'failed', nextTryAt: null }
  return { ...message, attempts, nextTryAt: plusSeconds(at, pause) }
}

/** False where another worker has counted this try. */
async function isClaimed(
  parts: CallParts,
  due: WebhookDue,
  before: WebhookMessage,
  begun: WebhookMessage,
): Promise<boolean> {
  try {
    await write(parts, due, before, begun)
    return true
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
}

/** Somebody may have replayed it meanwhile: then that stands. */
async function keep(
  parts: CallParts,
  due: WebhookDue,
  before: WebhookMessage,
  next: WebhookMessage,
): Promise<void> {
  await isClaimed(parts, due, before, next)
}

function write(
  { table }: CallParts,
  { workspaceId }: WebhookDue,
  before: WebhookMessage,
  next: WebhookMessage,
): Promise<void> {
  const when = { state: { is: before.state }, tries: { is: before.tries } }
  return writePastConflicts(table, [{ put: messageItem(workspaceId, next), when }])
}

/** 410: the receiver wants nothing more. An administrator can take it up again. */
async function disable(
  { table, now }: CallParts,
  { workspaceId }: WebhookDue,
  stored: StoredWebhook,
): Promise<void> {
  const why = 'The receiver answered 410: it wants nothing more.'
  const status = { state: 'disabled', at: now(), why } as const
  const at = { workspaceId, now: now(), by: { kind: 'system' } } as const
  const { writes } = await reviseWebhook(at, stored, { ...stored.data, status }, 'disabled')
  await table.write(writes).catch((error: unknown) => {
    // Somebody is changing it: what is sent next is answered 410 again.
    if (!(error instanceof ConditionFailed)) throw error
  })
}
