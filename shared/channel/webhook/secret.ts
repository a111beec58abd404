import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { Instant, plusSeconds } from '../../time/instant.ts'

/** A signing secret as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64. */
export const WebhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/)
export type WebhookSecret = z.output<typeof WebhookSecret>

/** The secret of a receiver and, while it changes over, the one before. */
export const WebhookSecrets = z.strictObject({
  current: WebhookSecret,
  previous: z.strictObject({ secret: WebhookSecret, until: Instant }).nullable(),
})
export type WebhookSecrets = z.output<typeof WebhookSecrets>

/** So long after a rotation both secrets sign. */
export const rotationSeconds = 86_400

/** 256 random bits. */
export function newSecret(): WebhookSecret {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** A new secret beside the one that stands, which signs on for a day. One that is older ends at once. */
export function rotated({ current }: WebhookSecrets, now: Instant): WebhookSecrets {
  const previous = { secret: current, until: plusSeconds(now, rotationSeconds) }
  return { current: newSecret(), previous }
}

/** The secrets that sign at an instant, the newest first. */
export function signingAt({ current, previous }: WebhookSecrets, now: Instant): readonly WebhookSecret[] {
  return previous !== null && now < previous.until ? [current, previous.secret] : [current]
}
