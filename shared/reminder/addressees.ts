import type { Deadline } from '../deadline/deadline.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import { type Addressee, byEachChannel } from './addressee.ts'
import { withCovers } from './cover.ts'
import { planAheadSeconds } from './lead.ts'
import { type Recipient, recipientsOf } from './recipient.ts'
import { standInsOf } from './stand-in.ts'
import { toldId } from './told.ts'
import { keyOf, type ToldState } from './told-state.ts'

/**
 * Everybody who is told of a deadline, by every channel that they are told by, each once: an address that is a
 * person's own is that person. Where whoever answers for it is away, or could not be reached, others are told too.
 */
export function addresseesOf(
  deadline: Deadline,
  state: ToldState,
  around: Surroundings,
  now: Instant,
): readonly Addressee[] {
  const { workspace } = around
  const days = {
    from: civilDay(now, workspace.zone),
    to: civilDay(plusSeconds(now, planAheadSeconds), workspace.zone),
  }
  const told = byPerson(recipientsOf(deadline, state.record, workspace, state.mutes), around)
  const recipients = withCovers(told, state.record, around, days)
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

/**
 * Whoever is told anyway and watches by their own address watches as themselves: a deputy who does is told with
 * everybody, and not only once it escalates.
 */
function byPerson(recipients: readonly Recipient[], around: Surroundings): readonly Recipient[] {
  const known = new Set(recipients.map(({ id }) => id))
  const named = recipients.map((each) => {
    const person = around.personAt(each.id)
    return person !== undefined && known.has(person) ? { ...each, id: person } : each
  })
  return named.filter(({ id }, n) => named.findIndex((each) => each.id === id) === n)
}

function isFirst({ id, channel }: Addressee, n: number, all: readonly Addressee[]): boolean {
  return all.findIndex((each) => each.id === id && each.channel === channel) === n
}
