import type { Deadline } from '../deadline/deadline.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import { type Addressee, byEachChannel } from './addressee.ts'
import { recipientsOf } from './recipient.ts'
import { standInsOf } from './stand-in.ts'
import { toldId } from './told.ts'
import { keyOf, type ToldState } from './told-state.ts'

/**
 * Everybody who is told of a deadline, by every channel that they are told by, each once: an address that is a
 * person's own is that person. Where whoever answers for it could not be reached, others are told in their place.
 */
export function addresseesOf(
  deadline: Deadline,
  state: ToldState,
  around: Surroundings,
): readonly Addressee[] {
  const recipients = recipientsOf(deadline, state.record, around.workspace, state.mutes)
  const known = new Set(recipients.map(({ id }) => id))
  const ordinary = recipients
    .filter(({ id }) => !known.has(around.personAt(id) ?? ''))
    .flatMap((recipient) => byEachChannel(recipient, state.record, around))
  const missed = ({ id, channel }: Addressee) =>
    state.told.get(toldId({ deadlineKey: keyOf(deadline), recipient: id, channel }))?.unreached ?? null
  const standIns = standInsOf(state.record, ordinary, around, missed)
  // First, so that they win over an escalation to the same person, which would tell them later.
  return [...standIns, ...ordinary].filter(isFirst)
}

function isFirst({ id, channel }: Addressee, n: number, all: readonly Addressee[]): boolean {
  return all.findIndex((each) => each.id === id && each.channel === channel) === n
}
