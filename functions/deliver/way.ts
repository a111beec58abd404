import type { Channel, Outcome } from '../../shared/channel/channel.ts'
import { loadChannel } from '../../shared/channel/channel-store.ts'
import type { UnknownPolicy } from '../../shared/channel/notice.ts'
import type { Post } from '../../shared/channel/target/post.ts'
import { noticeChannelOf, unknownPolicies } from '../../shared/channel/team-channel.ts'
import type { WorkspaceId } from '../../shared/identity/id.ts'
import { renderHeartbeatMail } from '../../shared/mail/heartbeat-mail.ts'
import { reminderPage, renderReminderMail } from '../../shared/mail/reminder-mail.ts'
import type { Group } from '../../shared/reminder/delivery.ts'
import type { MailData } from '../../shared/reminder/mail-data.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { type Retry, retryForADay, retryForThreeDays } from './retry.ts'

export type WayParts = {
  readonly table: Table
  readonly now: () => Instant
  /** E-mail. */
  readonly channel: Channel
  /** What sends to the channels of the team. */
  readonly post: Post
  readonly from: string
}

/** How an envelope leaves: what follows an answer that nobody knows, when to try again, and how to send. */
export type Way = {
  readonly unknown: UnknownPolicy
  readonly retryAt: Retry
  readonly lookUp?: Channel['lookUp']
  readonly tellsLater?: true
  /** Renders at once, so that what cannot be rendered was certainly not sent; what is returned sends once. */
  readonly prepare: (to: string, mail: MailData) => () => Promise<Outcome>
}

/** The way of a group; or, in words, why it has none. */
export async function wayOf(parts: WayParts, workspaceId: WorkspaceId, group: Group): Promise<Way | string> {
  if (group.channel === 'email') return byMail(parts)
  const stored = await loadChannel(parts.table, workspaceId, group.channel)
  if (stored === undefined) return 'The channel was removed.'
  const { kind, status } = stored.data
  if (status.state === 'disabled') return `The channel is disabled. ${status.why}`
  const channel = noticeChannelOf(parts.post, stored.data, parts.now())
  return {
    unknown: unknownPolicies[kind],
    retryAt: kind === 'webhook' ? retryForThreeDays : retryForADay,
    prepare: (_, mail) =>
      channel.prepare({ key: mail.envelopeKey, sendAt: group.sendAt, page: reminderPage(mail), mail }),
  }
}

function byMail({ channel, from }: WayParts): Way {
  return {
    unknown: 'labelled',
    retryAt: retryForADay,
    ...(channel.tellsLater === undefined ? {} : { tellsLater: channel.tellsLater }),
    ...(channel.lookUp === undefined
      ? {}
      : { lookUp: (key) => channel.lookUp?.(key) ?? Promise.resolve(undefined) }),
    prepare(to, mail) {
      const { heartbeat } = mail
      const rendered =
        heartbeat === undefined ? renderReminderMail(mail) : renderHeartbeatMail({ ...mail, ...heartbeat })
      const message = { key: mail.envelopeKey, to, from, ...rendered }
      return () => channel.send(message)
    },
  }
}
