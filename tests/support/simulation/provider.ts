import type { Channel, Message, Outcome } from '../../../shared/channel/channel.ts'
import type { Post, PostAnswer, PostRequest } from '../../../shared/channel/target/post.ts'
import { Delivery } from '../../../shared/reminder/delivery.ts'
import { Envelope } from '../../../shared/reminder/envelope.ts'
import type { GroupMessage } from '../../../shared/reminder/group.ts'
import { keys, starting } from '../../../shared/table/keys.ts'
import type { MemoryTable } from '../memory-table.ts'
import type { Random } from '../random.ts'
import type { Turns, Worker } from './turns.ts'

/** One deadline in a mail that the provider took, whatever it answered. */
export type Accepted = {
  readonly at: number
  /** When the worker began that sent it. */
  readonly begunAt: number
  /** When it was first tried: a copy that its receiver knows by its key says what the first one said. */
  readonly firstAt: number
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
  readonly #tries = new Map<string, { readonly worker: Worker; readonly at: number; isTaken: boolean }[]>()
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

  /** A channel of the team: Slack, which knows nothing of a message that it has, or a webhook, which knows it by its id. */
  post(worker: Worker, group: GroupMessage): Post {
    return async (request) => {
      const message = await this.#posted(group, request)
      if (message === undefined) return { kind: 'not_sent', permanence: 'permanent', reason: 'no key' }
      const outcome = await this.#send(worker, group, message)
      return answerOf(outcome, request)
    }
  }

  /** Of a webhook the id is the key; in Slack the envelope is known by being the one that is fenced. */
  async #posted(group: GroupMessage, { headers, body }: PostRequest) {
    const envelopes = await this.#itemsOf(group, 'ENVELOPE')
    const fenced = envelopes
      .filter(({ state }) => state === 'fenced')
      .flatMap(({ data }) => {
        const { status } = Envelope.parse(data)
        return status.state === 'fenced' ? [status.mail] : []
      })
    const said: { text?: string; data?: { summary?: string } } = JSON.parse(body)
    const subject = said.text ?? said.data?.summary ?? ''
    const key = headers['webhook-id'] ?? fenced.find(({ label }) => labelOf(subject) === label)?.envelopeKey
    const isKnownByKey = headers['webhook-id'] !== undefined
    return key === undefined ? undefined : { key, subject, isKnownByKey }
  }

  /** What the ledger has of a group, of one kind. */
  async #itemsOf({ workspaceId, recipient, channel, sendAt, label }: GroupMessage, what: string) {
    const partition = keys.outbox(workspaceId, recipient, channel)
    const { items } = await this.#table.query(starting(partition, `${what}#${sendAt}#${label}#`))
    return items
  }

  async #send(worker: Worker, group: GroupMessage, message: Sent): Promise<Outcome> {
    const tries = this.#tries.get(message.key) ?? []
    const own = { worker, at: this.#turns.now, isTaken: false }
    if (message.subject.startsWith('Sent again: ') && isKnown(tries))
      this.wrongs.push(`sent again for nothing: ${message.subject}`)
    this.#tries.set(message.key, [...tries, own])
    const outcome = await this.#answer(worker, group, message)
    own.isTaken = outcome.kind === 'accepted'
    return outcome
  }

  async #answer(worker: Worker, group: GroupMessage, message: Sent): Promise<Outcome> {
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
  async #accept(worker: Worker, group: GroupMessage, { key, subject, isKnownByKey }: Sent): Promise<void> {
    if (isKnownByKey && this.#keys.has(key)) return
    const deliveries = (await this.#itemsOf(group, 'DELIVERY')).map(({ data }) => Delivery.parse(data))
    const bearer = (await this.#itemsOf(group, 'ENVELOPE')).find(({ data }) => {
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
    const label = labelOf(subject)
    const firstAt = this.#tries.get(key)?.[0]?.at ?? this.#turns.now
    for (const { id, envelopeSk, outcome, recordId, deadlineKey, recipient, word } of deliveries)
      if (envelopeSk === bearer.sk && outcome.state === 'planned' && ids.has(`${recordId}.${deadlineKey}`))
        this.accepted.push({
          at: this.#turns.now,
          begunAt: worker.startedAt,
          firstAt: isKnownByKey ? firstAt : this.#turns.now,
          label,
          deadlineId: `${recordId}.${deadlineKey}`,
          deliveryId: id,
          recipient,
          ...word,
        })
  }
}

/** What the provider looks at of a message. */
type Sent = Pick<Message, 'key' | 'subject'> & { readonly isKnownByKey?: boolean }

function labelOf(subject: string): Accepted['label'] {
  if (subject.startsWith('Late: ')) return 'late'
  return subject.startsWith('Sent again: ') ? 'sent_again' : 'none'
}

/** What Slack or a receiver answers in the place of a mail server. */
function answerOf(outcome: Outcome, { headers }: PostRequest): PostAnswer {
  const isWebhook = headers['webhook-id'] !== undefined
  const whole = { kind: 'answered', isWhole: true, retryAfterSeconds: null } as const
  if (outcome.kind === 'unknown') return { kind: 'lost', reason: outcome.reason }
  if (outcome.kind === 'accepted')
    return isWebhook ? { ...whole, status: 204, body: '' } : { ...whole, status: 200, body: 'ok' }
  if (outcome.permanence === 'transient') return { ...whole, status: isWebhook ? 503 : 429, body: '' }
  return isWebhook ? { ...whole, status: 400, body: '' } : { ...whole, status: 400, body: 'invalid_payload' }
}

/** Whether somebody was told that the mail was taken, and nothing kept them from writing that down. */
function isKnown(tries: readonly { readonly worker: Worker; readonly isTaken: boolean }[]): boolean {
  return tries.some(({ worker, isTaken }) => isTaken && !worker.isHarmed)
}

const accepted: Outcome = { kind: 'accepted', providerId: 'taken' }
