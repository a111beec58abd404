import { type GroupMessage, groupOf } from '../../shared/reminder/group.ts'
import type { Item } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { type WebhookDue, webhookDueOf } from '../../shared/webhook/webhook-message.ts'
import { handOver } from './hand-over.ts'
import { inParallel } from './in-parallel.ts'
import { type RestParts, rest } from './rest.ts'

export type Publishing = {
  /** Hands messages over, and answers with those that were taken. What was not taken waits for its next wake. */
  readonly publish: (messages: readonly GroupMessage[]) => Promise<readonly GroupMessage[]>
  /** As `publish`, for the tries to tell a receiver of a change; left out where nobody is told. */
  readonly callWebhooks?: (calls: readonly WebhookDue[]) => Promise<readonly WebhookDue[]>
}

/** Hands messages over, then lets their rows sleep. */
export async function publishDue(
  parts: RestParts & Publishing,
  due: (isWanted: (item: Item) => boolean) => Promise<Item[]>,
  at: Instant,
): Promise<number> {
  const { callWebhooks } = parts
  const mails = await handOver(await due((row) => groupOf(row) !== undefined), groupOf, parts.publish)
  await inParallel(
    mails.rows,
    () => true,
    (row) => rest(parts, row, at),
  )
  if (callWebhooks === undefined) return mails.taken
  const calls = await handOver(
    await due((row) => webhookDueOf(row) !== undefined),
    webhookDueOf,
    callWebhooks,
  )
  await inParallel(
    calls.rows,
    () => true,
    (row) => rest(parts, row, at),
  )
  return mails.taken + calls.taken
}
