import type { Surroundings } from '../deadline/record-state.ts'
import { maySee } from '../record/may-see.ts'
import type { TrackedRecord } from '../record/record.ts'
import { type Addressee, byEachChannel } from './addressee.ts'
import type { Recipient } from './recipient.ts'

/**
 * Who is told because whoever answers for a deadline was not reached: they by e-mail, where that is not what failed,
 * then the deputy, then the administrator, one after the other until somebody is reached. Who is told anyway counts
 * for none of them: they would take it for a reminder like any other.
 *
 * @param missed why the last word did not reach an addressee; null where it did, or nothing was sent yet
 */
export function standInsOf(
  record: TrackedRecord,
  ordinary: readonly Addressee[],
  around: Surroundings,
  missed: (addressee: Addressee) => string | null,
): readonly Addressee[] {
  const told = ordinary.filter(({ role }) => role === 'owner' || role === 'watcher')
  const isTold = ({ id, channel }: Addressee) =>
    told.some((each) => each.id === id && each.channel === channel)
  const standIns: Addressee[] = []
  let tried: readonly Addressee[] = ordinary.filter(({ role }) => role === 'owner')
  for (const step of steps(record, tried, around)) {
    const whys = tried.map(missed)
    const [why = null] = whys
    if (why === null || whys.includes(null)) break
    const next = step
      .filter((each) => !isTold(each))
      .map((each) => ({ ...each, why: `${each.why} It could not be delivered before: ${why}` }))
    if (next.length === 0) continue
    tried = next
    standIns.push(...next)
  }
  return standIns
}

/** Whom to try, in order: each by what they have chosen, then by e-mail. */
function steps(
  record: TrackedRecord,
  [owner]: readonly Addressee[],
  around: Surroundings,
): readonly (readonly Addressee[])[] {
  if (owner === undefined) return []
  const { administratorId } = around.workspace
  const last = maySee(record, administratorId) ? administratorId : record.supervisorId
  const role = 'stand_in'
  const others: Recipient[] = [
    { id: owner.id, role, why: owner.why },
    { id: record.deputyId, role, why: 'You are told in place of whoever answers for it, as the deputy.' },
    { id: last, role, why: 'You are told in place of whoever answers for it and of the deputy.' },
  ].flatMap(({ id, why }) => (id === null ? [] : [{ id, role, why }]))
  return others.flatMap((each) => [byEachChannel(each, record, around), [{ ...each, channel: 'email' }]])
}
