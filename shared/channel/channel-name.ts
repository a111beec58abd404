import * as z from 'zod'
import { ChannelId } from '../identity/id.ts'

/** By what somebody is reached: e-mail, or a channel of the team. */
export const ChannelName = z.union([z.literal('email'), ChannelId], {
  error: 'Write email, or the id of a channel.',
})
export type ChannelName = z.output<typeof ChannelName>
