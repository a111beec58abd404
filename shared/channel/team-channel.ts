import type { Instant } from '../time/instant.ts'
import type { ChannelKind, KeptChannel } from './kept-channel.ts'
import type { NoticeChannel, UnknownPolicy } from './notice.ts'
import { slackChannel } from './slack/channel.ts'
import type { Post } from './target/post.ts'
import { teamsChannel } from './teams/channel.ts'
import { webhookChannel } from './webhook/channel.ts'
import { signingAt } from './webhook/secret.ts'

/** The channel of the team as what sends by it. */
export function noticeChannelOf(post: Post, channel: KeptChannel, now: Instant): NoticeChannel {
  const { kind, target, secrets } = channel
  if (kind === 'slack') return slackChannel(post, target)
  if (kind === 'teams') return teamsChannel(post, target)
  return webhookChannel(post, { url: target, secrets: secrets === null ? [] : signingAt(secrets, now) })
}

/** What follows, for each kind, where nobody can say whether a try was accepted. */
export const unknownPolicies = {
  slack: 'labelled',
  teams: 'labelled',
  webhook: 'same_key',
} as const satisfies Record<ChannelKind, UnknownPolicy>
