import * as z from 'zod'
import { ENVELOPE_TAG } from '../../shared/channel/email-ses/channel.ts'
import { decodeKey } from '../../shared/mail/mail-key.ts'
import type { ProviderEvent } from '../../shared/reminder/provider-event.ts'
import { Instant } from '../../shared/time/instant.ts'

const Recipient = z.object({ status: z.string().optional(), diagnosticCode: z.string().optional() })
const Timed = z.object({ timestamp: Instant })

/**
 * What SES tells of a mail, as its configuration set puts it on the bus.
 * Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const SesEvent = z.object({
  eventType: z.enum([
    'Send',
    'Delivery',
    'DeliveryDelay',
    'Bounce',
    'Reject',
    'Complaint',
    'Rendering Failure',
  ]),
  mail: z.object({
    messageId: z.string().min(1).max(100),
    timestamp: Instant,
    tags: z.object({ [ENVELOPE_TAG]: z.tuple([z.string().min(1).max(256)]) }),
  }),
  delivery: Timed.extend({ smtpResponse: z.string().optional() }).optional(),
  deliveryDelay: Timed.extend({ delayType: z.string().optional() }).optional(),
  bounce: Timed.extend({
    bounceType: z.string(),
    bounceSubType: z.string().optional(),
    bouncedRecipients: z.array(Recipient).default([]),
  }).optional(),
  reject: z.object({ reason: z.string().optional() }).optional(),
  complaint: Timed.extend({ complaintFeedbackType: z.string().nullish() }).optional(),
})
type SesEvent = z.output<typeof SesEvent>

/** An event with the key of the envelope that it is about. */
export type ToldLater = { readonly key: string; readonly event: ProviderEvent }

/** Undefined for what is no event of a mail that we have tagged: it is none of ours, whoever sent it. */
export function sesEvent(detail: unknown): ToldLater | undefined {
  const parsed = SesEvent.safeParse(detail)
  if (!parsed.success) return undefined
  const { mail } = parsed.data
  const { kind, at, detail: said } = meaningOf(parsed.data)
  const id = `${kind}-${mail.messageId}-${at}`
  const [tag] = mail.tags[ENVELOPE_TAG]
  return {
    key: decodeKey(tag),
    event: {
      id,
      kind,
      at,
      providerId: mail.messageId,
      detail: said === undefined ? null : said.slice(0, 500),
    },
  }
}

function meaningOf(
  told: SesEvent,
): Pick<ProviderEvent, 'kind' | 'at'> & { readonly detail: string | undefined } {
  const { mail, delivery, deliveryDelay, bounce, reject, complaint } = told
  switch (told.eventType) {
    case 'Send':
      return { kind: 'send', at: mail.timestamp, detail: undefined }
    case 'Delivery':
      return { kind: 'delivery', at: delivery?.timestamp ?? mail.timestamp, detail: delivery?.smtpResponse }
    case 'DeliveryDelay':
      return {
        kind: 'delay',
        at: deliveryDelay?.timestamp ?? mail.timestamp,
        detail: deliveryDelay?.delayType,
      }
    case 'Complaint':
      return {
        kind: 'complaint',
        at: complaint?.timestamp ?? mail.timestamp,
        detail: complaint?.complaintFeedbackType ?? undefined,
      }
    case 'Reject':
    case 'Rendering Failure':
      return { kind: 'reject', at: mail.timestamp, detail: reject?.reason ?? told.eventType }
    case 'Bounce': {
      const [first] = bounce?.bouncedRecipients ?? []
      const kind = bounce?.bounceType === 'Transient' ? 'passing_bounce' : 'bounce'
      const type = [bounce?.bounceType, bounce?.bounceSubType].filter((part) => part !== undefined).join(', ')
      return {
        kind,
        at: bounce?.timestamp ?? mail.timestamp,
        detail: first?.diagnosticCode ?? first?.status ?? type,
      }
    }
  }
}
