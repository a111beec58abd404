import * as z from 'zod'
import { KeptChannel, shownTarget } from '../../shared/channel/kept-channel.ts'

/** A channel as the API shows it: of its target only whom it belongs to, of its secrets nothing. */
export const ChannelView = KeptChannel.omit({ secrets: true }).extend({
  /** Of Slack and Teams, whoever has the whole of it may post: it is written and never read. */
  target: z.string(),
  /** While a webhook's secret changes over: until when the one before signs too. */
  previousSecretUntil: z.string().nullable(),
})
export type ChannelView = z.output<typeof ChannelView>

/** With the secret of a webhook, where it is made: it is shown here and never again. */
export const ChannelWithSecret = ChannelView.extend({ secret: z.string().nullable() })

export function channelView({ secrets, ...channel }: KeptChannel): ChannelView {
  return {
    ...channel,
    target: shownTarget(channel),
    previousSecretUntil: secrets?.previous?.until ?? null,
  }
}
