import { deliver } from '../../../functions/deliver/deliver.ts'
import { sweep } from '../../../functions/sweep/sweep.ts'
import { nextWake } from '../../../local/runtime.ts'
import type { Message, Outcome } from '../../../shared/mail/channel.ts'
import type { GroupMessage } from '../../../shared/reminder/group.ts'
import { epochMs, type Instant, instantAt } from '../../../shared/time/instant.ts'
import { Desk } from '../desk.ts'
import { Crash, crashingTable } from '../faulty-table.ts'
import { MemoryTable } from '../memory-table.ts'
import { type Random, random } from '../random.ts'

/** A mail that has reached its reader, whatever the product was told of it. */
export type Arrived = {
  readonly at: Instant
  readonly to: string
  readonly subject: string
  readonly deadlineIds: readonly string[]
  /** What the deadlines were when it was sent: `status dueOn`, by id. */
  readonly then: ReadonlyMap<string, string>
}

const baseUrl = 'http://desk.example'

/**
 * The production code of sweep and delivery in a world where processes crash, messages are lost and doubled, clocks
 * are late and providers do not answer. Everything follows from the seed.
 */
export class World {
  readonly random: Random
  readonly arrived: Arrived[] = []
  readonly faults: unknown[] = []
  desk!: Desk
  /** Whether anything goes wrong at all. */
  isRough = true
  /** What somebody does between a sweep and what it has published. */
  interruption: () => Promise<void> = async () => undefined

  private constructor(seed: number) {
    this.random = random(seed)
  }

  static async begin(seed: number, now: string): Promise<World> {
    const world = new World(seed)
    world.desk = await Desk.open(now, new MemoryTable())
    return world
  }

  get now(): Instant {
    return this.desk.clock()
  }

  /** Nothing runs for so long. */
  silence(minutes: number): void {
    this.desk.setClock(instantAt(epochMs(this.now) + minutes * 60_000))
  }

  /** Time passes, and whatever wakes is worked on, more or less well. */
  async live(minutes: number): Promise<void> {
    const until = instantAt(epochMs(this.now) + minutes * 60_000)
    for (let rounds = 0; rounds < 3_000; rounds += 1) {
      const wakeAt = await nextWake(this.desk.table)
      if (wakeAt === undefined || wakeAt > until) break
      const late = this.isRough ? this.random.below(180) : 0
      const at = wakeAt > this.now ? wakeAt : this.now
      this.desk.setClock(instantAt(epochMs(at) + late * 1_000))
      await this.#round()
    }
    if (until > this.now) this.desk.setClock(until)
  }

  async #round(): Promise<void> {
    const queue: GroupMessage[] = []
    const publish = async (messages: readonly GroupMessage[]) => {
      for (const message of messages) if (!this.#happens(0.1)) queue.push(message)
      return messages
    }
    const report = (fault: { readonly key: string; readonly error: unknown }) => {
      if (!(fault.error instanceof Crash)) this.faults.push(fault)
    }
    const sweeps = this.#happens(0.1) ? 2 : 1
    await this.#atOnce(sweeps, (table) => sweep({ table, now: this.desk.clock, publish, report }))
    if (queue.length > 0 && this.#happens(0.15)) await this.interruption()
    for (const message of queue) {
      const copies = this.#happens(0.2) ? 2 : 1
      await this.#atOnce(copies, (table) => deliver(this.#delivery(table), message))
    }
  }

  #delivery(table: Desk['table']): Parameters<typeof deliver>[0] {
    return {
      table,
      now: this.desk.clock,
      channel: { name: 'email', send: (mail) => this.#send(mail) },
      nonce: crypto.randomUUID(),
      baseUrl,
      from: 'servanda@example.org',
    }
  }

  /** The same work by so many workers, whose steps interleave. */
  async #atOnce(workers: number, run: (table: Desk['table']) => Promise<unknown>): Promise<void> {
    await Promise.all(Array.from({ length: workers }, () => this.#survive(run)))
  }

  /** Runs a function that may crash at any of its calls. */
  async #survive(run: (table: Desk['table']) => Promise<unknown>): Promise<void> {
    const crashes = this.#happens(0.15)
    const fault = this.random.pick(['lost request', 'lost response', 'own write met again'] as const)
    const table = crashes ? crashingTable(this.desk.table, 1 + this.random.below(40), fault) : this.desk.table
    await run(table).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
    })
  }

  async #send(mail: Message): Promise<Outcome> {
    const fate = this.isRough ? this.random.below(100) : 0
    const unknown: Outcome = { kind: 'unknown', reason: 'the answer was lost' }
    if (fate >= 93) return { kind: 'refused', permanence: 'transient', reason: 'busy' }
    if (fate >= 87) return unknown
    await this.#arrive(mail)
    return fate >= 80 ? unknown : { kind: 'accepted', providerId: null }
  }

  async #arrive({ to, subject, text }: Message): Promise<void> {
    const links = text.matchAll(/http:\/\/desk\.example\/#\/deadlines\/(\S+)/g)
    const deadlineIds = [...links].map(([, id = '']) => decodeURIComponent(id))
    const then = new Map<string, string>()
    for (const id of deadlineIds) {
      const { body } = await this.desk.call('GET', `/v1/deadlines/${id}`)
      then.set(id, `${body.status} ${body.dueOn}`)
    }
    this.arrived.push({ at: this.now, to, subject, deadlineIds, then })
  }

  #happens(probability: number): boolean {
    return this.isRough && this.random.chance(probability)
  }
}
