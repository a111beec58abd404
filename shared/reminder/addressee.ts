import type { ChannelName } from '../channel/channel-name.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import { ChannelId } from '../identity/id.ts'
import type { TrackedRecord } from '../record/record.ts'
import type { Recipient } from './recipient.ts'

/** A recipient by one of the channels that reach them. Each is told, held or failed apart from the others. */
export type Addressee = Recipient & { readonly channel: ChannelName }

/**
 * A recipient by all that reaches them: what a person has chosen and works, else e-mail; a channel, by itself. Of a
 * record that not everybody may see, a person is told by e-mail alone, since others read along in a channel.
 */
export function byEachChannel(
  recipient: Recipient,
  record: Pick<TrackedRecord, 'visibleTo'>,
  around: Surroundings,
): readonly Addressee[] {
  return channelsOf(recipient.id, record, around).map((channel) => ({ ...recipient, channel }))
}

function channelsOf(
  id: string,
  { visibleTo }: Pick<TrackedRecord, 'visibleTo'>,
  { choices, isUsable }: Surroundings,
): readonly ChannelName[] {
  const itself = ChannelId.safeParse(id)
  if (itself.success) return isUsable(itself.data) ? [itself.data] : []
  if (visibleTo.length > 0) return ['email']
  const chosen = (choices(id)?.channels ?? []).filter((each) => each === 'email' || isUsable(each))
  return chosen.length > 0 ? chosen : ['email']
}
