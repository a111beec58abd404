import type { Instant } from '../time/instant.ts'
import type { ChannelStatus } from './kept-channel.ts'

/** Where a channel sends whose own address is not known: a name that nobody has. Source: RFC 6761, section 6.4. */
export const unsetTarget = 'https://unset.invalid/'

const waiting = 'It was brought in by an import, without its secret.'
const stopped = 'It was disabled where it was exported.'

/** The status of what an import brings in: secrets are in no export, so nothing is sent until a person has set them. */
export function importedStatus(state: ChannelStatus['state'], at: Instant): ChannelStatus {
  return { state: 'disabled', at, why: state === 'active' ? waiting : stopped }
}

/** The state that an export says: of what waits for its secret the one that it had. */
export function stateBeforeImport(status: ChannelStatus): ChannelStatus['state'] {
  return status.state === 'disabled' && status.why === waiting ? 'active' : status.state
}
