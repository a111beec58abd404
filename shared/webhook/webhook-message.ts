import * as z from 'zod'
import { WebhookId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { Attempt } from '../reminder/envelope.ts'
import { keys, wake } from '../table/keys.ts'
import type { Item } from '../table/table.ts'
import { epochMs, Instant } from '../time/instant.ts'

/** One change that one receiver is to be told of, and what came of each try. */
export const WebhookMessage = z.strictObject({
  webhookId: WebhookId,
  /** The number of the change in the feed. */
  number: z.int().min(1),
  createdAt: Instant,
  state: z.enum(['pending', 'delivered', 'failed', 'dropped']),
  /** Tries since it was made or replayed. */
  tries: z.int().min(0),
  /** When it is tried next, while it is pending. */
  nextTryAt: Instant.nullable(),
  attempts: z.array(Attempt).max(50),
})
export type WebhookMessage = z.output<typeof WebhookMessage>

/** What the sweep says to whoever calls webhooks. It may be lost, late or doubled. */
export const WebhookDue = z.strictObject({ workspaceId: WorkspaceId, webhookId: WebhookId, number: z.int() })
export type WebhookDue = z.output<typeof WebhookDue>

/** The log of deliveries is kept so long. */
const keptSeconds = 30 * 86_400

/** `state` and `tries` stand beside the data so that a write can depend on them; a pending one is in the wake index. */
export function messageItem(workspaceId: WorkspaceId, message: WebhookMessage): Item {
  const key = keys.webhookMessage(workspaceId, message.webhookId, message.number)
  return {
    ...key,
    schema: 1,
    data: message,
    state: message.state,
    tries: message.tries,
    expiresAt: epochMs(message.createdAt) / 1_000 + keptSeconds,
    ...(message.nextTryAt === null ? {} : wake(key.pk, message.nextTryAt)),
  }
}

const partition = /^W#([^#]+)#CALLS#([^#]+)$/

/** The message that a row of the wake index is, or undefined for an item of another kind. */
export function webhookDueOf({
  pk,
  sk,
}: {
  readonly pk: string
  readonly sk: string
}): WebhookDue | undefined {
  const [, workspaceId, webhookId] = partition.exec(pk) ?? []
  const due = WebhookDue.safeParse({ workspaceId, webhookId, number: Number(sk.split('#')[1]) })
  return due.success ? due.data : undefined
}
