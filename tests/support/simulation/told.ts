import { Delivery } from '../../../shared/reminder/delivery.ts'
import type { Accepted } from './provider.ts'
import type { World } from './world.ts'

/** Something that one person was told of one deadline; or was to be told, and everybody can see that it failed. */
export type Word = Pick<Accepted, 'deadlineId' | 'deliveryId' | 'recipient' | 'dueOn' | 'leadDays'> & {
  readonly at: number
  readonly firstAt: number
  readonly how: Accepted['label'] | 'held' | 'failed'
  readonly begunAt: number
}

/** Every delivery as the ledger has it at the end. */
export function ledger({ table }: World): Delivery[] {
  return [...table.items()]
    .filter(({ sk }) => sk.startsWith('DELIVERY#'))
    .map(({ data }) => Delivery.parse(data))
}

/** What each person was told of each deadline, in the order of time. */
export function words(world: World): Map<string, Word[]> {
  const sent = world.provider.accepted.map((each): Word => ({ ...each, how: each.label }))
  const seen = ledger(world).flatMap(({ id, recordId, deadlineKey, recipient, word, outcome }): Word[] => {
    if (outcome.state !== 'held' && outcome.state !== 'failed') return []
    const at = Date.parse(outcome.at)
    const deadlineId = `${recordId}.${deadlineKey}`
    return [
      { at, begunAt: at, firstAt: at, how: outcome.state, deadlineId, deliveryId: id, recipient, ...word },
    ]
  })
  const byReader = new Map<string, Word[]>()
  for (const word of [...sent, ...seen].sort((a, b) => a.at - b.at)) {
    const key = `${word.deadlineId} ${word.recipient}`
    byReader.set(key, [...(byReader.get(key) ?? []), word])
  }
  return byReader
}

export function inWords({ at, how, recipient, deadlineId, dueOn, leadDays }: Word): string {
  const when = new Date(at).toISOString().slice(0, 19)
  return `${when} ${how} to ${recipient.slice(0, 8)} of ${deadlineId.slice(0, 8)}…${deadlineId.slice(36)}: ${dueOn} (${leadDays})`
}
