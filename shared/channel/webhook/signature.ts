import { createHmac } from 'node:crypto'
import type { WebhookSecret } from './secret.ts'

/** What is signed: the message's id, which every try of it shares, the second of this try, and the body as it is sent. */
export type Signed = { readonly id: string; readonly timestamp: number; readonly body: string }

/**
 * The headers that prove to a receiver who has sent a message, one signature for each secret.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureHeaders(
  { id, timestamp, body }: Signed,
  secrets: readonly WebhookSecret[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}
