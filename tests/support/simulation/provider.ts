import type { Channel, Message, Outcome } from '../../../shared/channel/channel.ts'
import { Delivery } from '../../../shared/reminder/delivery.ts'
import { Envelope } from '../../../shared/reminder/envelope.ts'
import type { GroupMessage } from '../../../shared/reminder/group.ts'
import { keys } from '../../../shared/table/keys.ts'
import type { MemoryTable } from '../memory-table.ts'
import type { Random } from '../random.ts'
import type { Turns, Worker } from './turns.ts'

/** One deadline in a mail that the provider took, whatever it answered. */
export type Accepted = {
  readonly at: number
  /** When the worker began that sent it. */
  readonly begunAt: number
  readonly label: 'none' | 'late' | 'sent_again'
  readonly deadlineId: string
  readonly deliveryId: string
  readonly recipient: string
  readonly dueOn: string | null
  readonly leadDays: number | null
}

/** A provider of e-mail that refuses, loses its answers, and sometimes loses the mail with them. */
export class Provider {
  readonly accepted: Accepted[] = []
  /** What no provider should ever see. */
  readonly wrongs: string[] = []
  readonly #keys = new Set<string>()
  /** Who tried to send each mail, and whether they were told that it was taken. */
  readonly #tries = new Map<string, { readonly worker: Worker; isTaken: boolean }[]>()
  readonly #table: MemoryTable
  readonly #turns: Turns
  readonly #random: Random
  readonly #canLookUp: boolean
  isRough = true

  constructor(table: MemoryTable, turns: Turns, random: Random, canLookUp: boolean) {
    this.#table = table
    this.#turns = turns
    this.#random = random
    this.#canLookUp = canLookUp
  }

  channel(worker: Worker, group: GroupMessage): Channel {
    const send = (message: Message) => this.#send(worker, group, message)
    if (!this.#canLookUp) return { name: 'email', send }
    return {
      name: 'email',
      send,
      lookUp: async (key) => {
        await this.#turns.take(worker)
        return this.#keys.has(key) ? { kind: 'accepted', providerId: null } : undefined
      },
    }
  }

  async #send(worker: Worker, group: GroupMessage, message: Message): Promise<Outcome> {
    const tries = this.#tries.get(message.key) ?? []
    const own = { worker, isTaken: false }
    if (message.subject.startsWith('Sent again: ') && isKnown(tries))
      this.wrongs.push(`sent again for nothing: ${message.subject}`)
    this.#tries.set(message.key, [...tries, own])
    const outcome = await this.#answer(worker, group, message)
    own.isTaken = outcome.kind === 'accepted'
    return outcome
  }

  async #answer(worker: Worker, group: GroupMessage, message: Message): Promise<Outcome> {
    await this.#turns.take(worker)
    const fate = this.isRough ? this.#random.below(100) : 99
    if (fate < 3) return this.#turns.end(worker)
    if (fate < 10) return { kind: 'refused', permanence: 'transient', reason: 'busy' }
    if (fate < 12) return { kind: 'refused', permanence: 'permanent', reason: 'no such mailbox' }
    if (fate < 17) return { kind: 'unknown', reason: 'no answer, and it did not arrive' }
    await this.#accept(worker, group, message)
    if (fate < 20) return this.#turns.end(worker)
    await this.#turns.take(worker)
    return fate < 26 ? { kind: 'unknown', reason: 'no answer, and it did arrive' } : accepted
  }

  /** Notes what the mail says, by the ledger's own words: the fenced envelope, and the deliveries bound in it. */
  async #accept(worker: Worker, group: GroupMessage, { key, subject }: Message): Promise<void> {
    const partition = keys.outbox(group.workspaceId, group.recipient, group.channel)
    const { items } = await this.#table.query({ partition })
    const deliveries = items
      .filter(({ sk }) => sk.startsWith('DELIVERY#'))
      .map(({ data }) => Delivery.parse(data))
    const bearer = items.find(({ sk, data }) => {
      if (!sk.startsWith('ENVELOPE#')) return false
      const { status } = Envelope.parse(data)
      return status.state === 'fenced' && status.mail.envelopeKey === key
    })
    if (bearer === undefined) {
      this.wrongs.push(`${group.recipient} was sent a mail of which no fenced envelope knows: ${subject}`)
      return
    }
    const { status } = Envelope.parse(bearer.data)
    const ids = new Set(
      status.state === 'fenced' ? status.mail.items.map(({ deadlineId }) => deadlineId) : [],
    )
    this.#keys.add(key)
    const label = subject.startsWith('Late: ')
      ? 'late'
      : subject.startsWith('Sent again: ')
        ? 'sent_again'
        : 'none'
    for (const { id, envelopeSk, outcome, recordId, deadlineKey, recipient, word } of deliveries)
      if (envelopeSk === bearer.sk && outcome.state === 'planned' && ids.has(`${recordId}.${deadlineKey}`))
        this.accepted.push({
          at: this.#turns.now,
          begunAt: worker.startedAt,
          label,
          deadlineId: `${recordId}.${deadlineKey}`,
          deliveryId: id,
          recipient,
          ...word,
        })
  }
}

/** Whether somebody was told that the mail was taken, and nothing kept them from writing that down. */
function isKnown(tries: readonly { readonly worker: Worker; readonly isTaken: boolean }[]): boolean {
  return tries.some(({ worker, isTaken }) => isTaken && !worker.isHarmed)
}

const accepted: Outcome = { kind: 'accepted', providerId: 'taken' }
