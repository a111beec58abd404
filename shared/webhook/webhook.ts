import * as z from 'zod'
import { ChangeType } from '../change/change.ts'
import { ChannelStatus } from '../channel/kept-channel.ts'
import { WebhookSecrets } from '../channel/webhook/secret.ts'
import { WebhookId } from '../identity/id.ts'
import { Title } from '../text/text.ts'
import { Instant } from '../time/instant.ts'

/** Which changes a receiver wants to be told of; none named: all. */
export const WantedTypes = z
  .array(ChangeType)
  .max(ChangeType.options.length)
  .refine((types) => new Set(types).size === types.length, { error: 'Name each type once.' })

/** A program elsewhere that is told of changes. */
export const Webhook = z.strictObject({
  id: WebhookId,
  name: Title,
  url: z.string(),
  types: WantedTypes,
  secrets: WebhookSecrets,
  status: ChannelStatus,
  version: z.int().min(1),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Webhook = z.output<typeof Webhook>
