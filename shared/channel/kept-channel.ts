import * as z from 'zod'
import { ChannelId } from '../identity/id.ts'
import { Title } from '../text/text.ts'
import { Instant } from '../time/instant.ts'
import { WebhookSecrets } from './webhook/secret.ts'

/** What a channel of the team speaks to. E-mail needs none: a person has an address, and a watcher may be one. */
export const ChannelKind = z.enum(['slack', 'teams', 'webhook'], {
  error: 'Write slack, teams or webhook. E-mail needs no channel: name the address as a watcher.',
})
export type ChannelKind = z.output<typeof ChannelKind>

/** Whether anything is sent by it. It ends by itself where its target says that it wants nothing more. */
export const ChannelStatus = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('active') }),
  z.strictObject({ state: z.literal('disabled'), at: Instant, why: z.string() }),
])
export type ChannelStatus = z.output<typeof ChannelStatus>

/** A way by which people or a whole office are reached, that an administrator has added. */
export const KeptChannel = z.strictObject({
  id: ChannelId,
  kind: ChannelKind,
  name: Title,
  /** Where it sends. Of Slack and Teams, whoever has it may post: it is answered to nobody and is in no log. */
  target: z.string(),
  /** What a webhook is signed with; null for other kinds. */
  secrets: WebhookSecrets.nullable(),
  status: ChannelStatus,
  version: z.int().min(1),
  createdAt: Instant,
  updatedAt: Instant,
})
export type KeptChannel = z.output<typeof KeptChannel>

/** So much of a target is shown: whom it belongs to, and nothing that would let anybody post. */
export function shownTarget({ target }: Pick<KeptChannel, 'target'>): string {
  return `${new URL(target).origin}/…`
}
