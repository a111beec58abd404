import type { WorkspaceId } from '../identity/id.ts'
import { keys, wake } from '../table/keys.ts'
import { writePastConflicts } from '../table/past-conflicts.ts'
import { ConditionFailed, type Item, type Table, type Write } from '../table/table.ts'
import { type Instant, plusSeconds } from '../time/instant.ts'
import { type Delivery, deliveryItem, type Group } from './delivery.ts'
import { type Claim, Envelope, type EnvelopeState, envelopeItem, envelopeKey } from './envelope.ts'
import { deliveriesIn } from './outbox-store.ts'
import { ignoreConditionFailed, wakeRecord } from './replan.ts'
import { saysMore, Told, toldItem } from './told.ts'

/**
 * How long a worker holds an envelope: longer than a function may run (two minutes), a send may take (one) and two
 * clocks may differ (five), so that nobody takes an envelope over from a worker that still sends.
 */
export const leaseSeconds = 540

/** An envelope in the hands of the worker that claimed it. Each write holds only while the claim does. */
export class HeldEnvelope {
  readonly #table: Table
  readonly #workspaceId: WorkspaceId
  readonly #claim: Claim
  envelope: Envelope

  private constructor(table: Table, workspaceId: WorkspaceId, claim: Claim, envelope: Envelope) {
    this.#table = table
    this.#workspaceId = workspaceId
    this.#claim = claim
    this.envelope = envelope
  }

  get sk(): string {
    return envelopeKey(this.#workspaceId, this.envelope).sk
  }

  /** A new envelope, open and claimed; undefined where somebody else has just made it. */
  static async open(
    table: Table,
    workspaceId: WorkspaceId,
    nonce: string,
    now: Instant,
    group: Group,
    n: number,
  ) {
    const { channel, recipient, sendAt, label } = group
    const status = { state: 'open' } as const
    const envelope: Envelope = {
      channel,
      recipient,
      sendAt,
      label,
      n,
      createdAt: now,
      status,
      attempts: [],
      events: [],
      settled: false,
    }
    const claim = { nonce, until: plusSeconds(now, leaseSeconds) }
    const put = envelopeItem(workspaceId, envelope, claim)
    try {
      await writePastConflicts(table, [{ put, when: { pk: 'absent' } }])
    } catch (error) {
      // Where it is there already with our nonce, it was our own first try, whose answer was lost.
      const isOurs =
        error instanceof ConditionFailed &&
        (await table.get({ pk: put.pk, sk: put.sk }))?.claimNonce === nonce
      if (!isOurs) return ignoreConditionFailed(error)
    }
    return new HeldEnvelope(table, workspaceId, claim, envelope)
  }

  /** Takes an envelope over whose claim has ended; undefined where somebody holds it. Reads it anew. */
  static async claim(table: Table, workspaceId: WorkspaceId, nonce: string, now: Instant, known: Envelope) {
    const key = envelopeKey(workspaceId, known)
    const until = plusSeconds(now, leaseSeconds)
    return stored(async () => {
      await writePastConflicts(table, [
        {
          update: key,
          set: { claimNonce: nonce, claimUntil: until, ...wake(key.pk, until) },
          when: [
            { pk: 'present', settled: { isNot: true }, claimUntil: { atMost: now } },
            { claimNonce: { is: nonce } },
          ],
        },
      ])
      const item = await table.get(key)
      const envelope = item && Envelope.parse(item.data)
      return envelope && new HeldEnvelope(table, workspaceId, { nonce, until }, envelope)
    })
  }

  /** Writes where it stands now. Throws ConditionFailed where the claim was lost or the state is another one. */
  async become(
    status: EnvelopeState,
    more: Partial<Pick<Envelope, 'attempts' | 'settled'>> = {},
  ): Promise<void> {
    await this.#write({ ...this.envelope, ...more, status }, this.#claim)
  }

  /** As `become`, and lets go: whoever comes at or after `wakeAt` goes on. */
  async rest(status: EnvelopeState, wakeAt: Instant, attempts: Envelope['attempts']): Promise<void> {
    await this.#write({ ...this.envelope, status, attempts }, { nonce: 'nobody', until: wakeAt })
  }

  async #write(next: Envelope, claim: Claim): Promise<void> {
    const put = { ...envelopeItem(this.#workspaceId, next, claim), writeId: crypto.randomUUID() }
    const when = { claimNonce: { is: this.#claim.nonce }, state: { is: this.envelope.status.state } }
    try {
      await writePastConflicts(this.#table, [{ put, when }])
    } catch (error) {
      if (!(error instanceof ConditionFailed) || !(await this.#isStored(put))) throw error
    }
    this.envelope = next
  }

  /**
   * Whether the failed condition met our own write: its answer was lost, and the client tried again by itself. To
   * take that for somebody else's write would leave a mail unsent until the lease is over.
   */
  async #isStored({ pk, sk, writeId }: Item): Promise<boolean> {
    return (await this.#table.get({ pk, sk }))?.writeId === writeId
  }

  /** Binds deliveries that no envelope holds, while this one is open. One that was cancelled meanwhile stays out. */
  async bind(deliveries: readonly Delivery[]): Promise<void> {
    const bound = deliveries.map((delivery) => this.#binding(delivery))
    for (let at = 0; at < bound.length; at += bindChunk) {
      const chunk = bound.slice(at, at + bindChunk)
      await this.#bindAll(chunk).catch(async (error: unknown) => {
        if (!(error instanceof ConditionFailed)) throw error
        for (const write of chunk) await this.#bindAll([write]).catch(ignoreConditionFailed)
      })
    }
  }

  async #bindAll(writes: readonly Write[]): Promise<void> {
    const check = envelopeKey(this.#workspaceId, this.envelope)
    const when = { state: { is: 'open' }, claimNonce: { is: this.#claim.nonce } }
    await writePastConflicts(this.#table, [{ check, when }, ...writes])
  }

  #binding(delivery: Delivery): Write {
    const put = deliveryItem(this.#workspaceId, { ...delivery, envelopeSk: this.sk })
    return { put, when: { state: { is: 'planned' }, envelopeSk: { is: '' } } }
  }

  /** The deliveries that are bound in it and still planned. */
  async members(): Promise<Delivery[]> {
    const deliveries = await deliveriesIn(this.#table, this.#workspaceId, this.envelope)
    return deliveries.filter(
      ({ envelopeSk, outcome }) => envelopeSk === this.sk && outcome.state === 'planned',
    )
  }

  /** Takes a member out because it no longer holds; its record is woken, so that what is owed is compared anew. */
  async drop(delivery: Delivery, why: string, now: Instant): Promise<void> {
    const outcome = { state: 'cancelled', at: now, why } as const
    const told = await this.#toldOf(delivery)
    await writePastConflicts(this.#table, [
      { put: deliveryItem(this.#workspaceId, { ...delivery, outcome }), when: { state: { is: 'planned' } } },
      ...(told === undefined ? [] : [this.#answered(delivery, { ...told, pending: null })]),
      wakeRecord(this.#workspaceId, delivery.recordId, now),
    ])
  }

  /**
   * Writes the outcome to a member: what the recipient now knows, and what became of the delivery. Where it did not
   * reach them for certain, its record is woken, since others may have to be told in their place.
   */
  async settle(delivery: Delivery, outcome: Delivery['outcome'], now: Instant): Promise<void> {
    const told = await this.#toldOf(delivery)
    // A person may send again what an older reminder said: that takes nothing back of what is known since.
    const isNews = told?.lastTold === null || (told !== undefined && saysMore(delivery.word, told.lastTold))
    const lastTold = isNews ? delivery.word : told?.lastTold
    const unreached = outcome.state === 'failed' || outcome.state === 'held' ? outcome.why : null
    await writePastConflicts(this.#table, [
      { put: deliveryItem(this.#workspaceId, { ...delivery, outcome }), when: { state: { is: 'planned' } } },
      ...(told === undefined || lastTold === undefined
        ? []
        : [this.#answered(delivery, { ...told, lastTold, pending: null, unreached })]),
      ...(unreached === null ? [] : [wakeRecord(this.#workspaceId, delivery.recordId, now)]),
    ])
  }

  /** What the recipient was told, where this delivery is what is on its way to them. */
  async #toldOf(delivery: Delivery): Promise<Told | undefined> {
    const item = await this.#table.get(keys.told(this.#workspaceId, delivery.recordId, delivery))
    // Where it cannot be read, nor can its record: what became of the delivery is written all the same.
    const told = Told.safeParse(item?.data).data
    return told?.pending?.deliveryId === delivery.id ? told : undefined
  }

  #answered(delivery: Delivery, told: Told): Write {
    const put = toldItem(this.#workspaceId, delivery.recordId, told)
    return { put, when: { pendingId: { is: delivery.id } } }
  }
}

/** One check and so many bindings fit into a transaction. */
const bindChunk = 50

async function stored<Result>(write: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined
    throw error
  }
}
