import type { Outcome } from '../channel.ts'
import type { Post } from '../target/post.ts'
import { webhookOutcome } from './outcome.ts'
import type { WebhookSecret } from './secret.ts'
import { signatureHeaders } from './signature.ts'

export type WebhookMessage = {
  /** Stable over every try: by it the receiver knows a message that it has already. */
  readonly id: string
  /** JSON, as it is signed and sent. */
  readonly body: string
}

/**
 * Sends a signed message once. The signature has the second of this try by the machine's own clock, which receivers
 * compare with theirs to refuse what is replayed.
 */
export async function sendWebhook(
  post: Post,
  to: { readonly url: string; readonly secrets: readonly WebhookSecret[] },
  { id, body }: WebhookMessage,
): Promise<Outcome> {
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = {
    ...signatureHeaders({ id, timestamp, body }, to.secrets),
    'content-type': 'application/json',
    'user-agent': 'Servanda',
  }
  return webhookOutcome(await post({ url: to.url, headers, body }))
}
