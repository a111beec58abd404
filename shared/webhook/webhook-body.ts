import * as z from 'zod'
import { Change } from '../change/change.ts'

/** What a receiver is sent. Source of `type`, `timestamp` and `data`: Standard Webhooks, "Payload structure". */
export const WebhookBody = z.strictObject({
  type: Change.shape.type,
  timestamp: Change.shape.at,
  data: Change.omit({ type: true, at: true }),
})
export type WebhookBody = z.output<typeof WebhookBody>

/** The body of a message, as it is signed and sent. */
export function webhookBody({ type, at, ...data }: Change): string {
  return JSON.stringify({ type, timestamp: at, data } satisfies WebhookBody)
}
