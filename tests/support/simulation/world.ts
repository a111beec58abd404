import { createApp } from '../../../functions/api/app.ts'
import { deliver } from '../../../functions/deliver/deliver.ts'
import { reconcile } from '../../../functions/reconcile/reconcile.ts'
import { sweep } from '../../../functions/sweep/sweep.ts'
import { nextWake } from '../../../local/runtime.ts'
import type { GroupMessage } from '../../../shared/reminder/group.ts'
import type { Table } from '../../../shared/table/table.ts'
import { epochMs, instantAt } from '../../../shared/time/instant.ts'
import { foundWorkspace } from '../../../shared/workspace/workspace-acts.ts'
import { MemoryTable } from '../memory-table.ts'
import type { Random } from '../random.ts'
import { hostileTable, kind, LaggingIndex, type Treatment } from './hostile-table.ts'
import type { Act } from './officer.ts'
import { Provider } from './provider.ts'
import { Timeline } from './timeline.ts'
import { Turns, type Worker } from './turns.ts'

const tableId = async () => 'the only table'
const token = 'token-of-the-first-administrator'
const minuteMs = 60_000
/** A night's reconcile begins anew after so long; in the simulation a week, so that it leaves time for the rest. */
const nightMs = 7 * 86_400_000
/** A function may run for so long, and is ended then. */
const functionMs = 120_000
/** Two clocks differ by five minutes at most. */
const mostSkewMs = 150_000

type Queued = { readonly at: number; readonly message: GroupMessage; readonly tries: number }
type Work = { readonly worker: Worker; readonly work: () => Promise<unknown> }

/**
 * The production code of API, sweep and delivery in a world where processes run at once and crash, messages are lost,
 * late and doubled, clocks differ, an index lags, and nothing runs at all for weeks. All of it follows from the seed.
 */
export class World {
  readonly table = new MemoryTable()
  readonly timeline = new Timeline()
  readonly turns: Turns
  readonly provider: Provider
  readonly outages: { readonly from: number; readonly until: number }[] = []
  /** What was reported or thrown while nothing went wrong outside. */
  readonly faults: string[] = []
  isRough = false
  /** Who is told in the place of those who are not reached. */
  administrator = ''
  /** What watches some records beside people: a channel of the team. */
  channel = ''
  /** The organisation whose sessions move. */
  assembly = ''
  readonly #random: Random
  readonly #index: LaggingIndex
  readonly #app: ReturnType<typeof createApp>
  #queue: Queued[] = []
  #nightAt = 0
  #actor: { readonly table: Table; readonly worker: Worker } | undefined

  constructor(random: Random, begin: string) {
    this.#random = random
    this.#index = new LaggingIndex(random)
    this.turns = new Turns(random, Date.parse(begin))
    this.provider = new Provider(this.table, this.turns, random, random.chance(0.3))
    this.#app = createApp({
      table: {
        get: (key) => this.#acting.table.get(key),
        getMany: (of) => this.#acting.table.getMany(of),
        query: (range) => this.#acting.table.query(range),
        write: (writes) => this.#acting.table.write(writes),
      },
      tableId,
      clock: () => instantAt(this.turns.now + this.#acting.worker.skewMs),
      report: (fault) => this.faults.push(`the API reported ${String(fault)}`),
    })
  }

  async found(): Promise<void> {
    const now = instantAt(this.turns.now)
    await this.table.write(await foundWorkspace({ now, name: 'Desk', email: 'admin@example.org', token }))
  }

  get #acting() {
    if (this.#actor === undefined) throw new Error('nobody asks')
    return this.#actor
  }

  /** Asks the API something, while nothing else runs. */
  async ask(method: string, path: string, body?: unknown, headers = {}): Promise<any> {
    const worker = this.#worker('API', 600_000)
    const answers: any[] = []
    const work = async () =>
      answers.push(await this.#call(worker, method, path, body, headers, () => undefined))
    const [thrown] = await this.turns.run([{ worker, work }])
    if (thrown !== undefined) throw thrown
    if (answers[0].status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answers[0])}`)
    return answers[0].body
  }

  /** Lets the time come at which something is to be done, and does it: what is due, what lies in the queue, an act. */
  async goOn(until: number, act: (() => Act | undefined) | undefined): Promise<void> {
    const wakeAt = await nextWake(this.table)
    const due = wakeAt === undefined ? until : epochMs(wakeAt) - (this.isRough ? mostSkewMs : 0)
    const sweepAt = Math.ceil(Math.max(due, this.turns.now + 1) / minuteMs) * minuteMs
    const messageAt = Math.min(...this.#queue.map(({ at }) => at))
    const at = Math.max(this.turns.now, Math.min(until, sweepAt, messageAt))
    this.turns.now = Math.max(at, this.turns.now)
    const works: Work[] = []
    const out = this.outages.find(({ from, until }) => from <= at && at < until)
    if (out !== undefined) {
      // Nothing runs but the API.
      if (act === undefined) this.turns.now = Math.min(until, out.until)
    } else {
      // A wake may be lost, or come twice.
      const sweeps = sweepAt > at || this.#happens(0.1) ? 0 : this.#happens(0.2) ? 2 : 1
      for (let n = 0; n < sweeps; n += 1) works.push(this.#sweep())
      if (this.turns.now >= this.#nightAt) works.push(this.#reconcile())
      const ready = this.#queue.filter((each) => each.at <= at)
      this.#queue = this.#queue.filter((each) => each.at > at)
      works.push(...ready.map((queued) => this.#deliver(queued)))
    }
    if (act !== undefined) works.push(this.#act(act))
    const thrown = await this.turns.run(works)
    if (!this.isRough) this.faults.push(...thrown.map((error) => `a function threw ${String(error)}`))
  }

  #sweep(): Work {
    const worker = this.#worker('sweep', functionMs)
    const work = () =>
      sweep({
        table: this.#tableOf(worker),
        tableId,
        now: () => instantAt(this.turns.now + worker.skewMs),
        publish: async (messages) => {
          await this.turns.take(worker)
          if (this.#happens(0.02)) throw new Error('the bus is away')
          const taken = messages.filter(() => !this.#happens(0.02))
          for (const message of taken) this.#enqueue(message)
          return taken
        },
        report: ({ key, error }) => {
          if (!this.isRough) this.faults.push(`the sweep reported ${key}: ${String(error)}`)
        },
      })
    return { worker, work }
  }

  /** A night's reconcile beside all the rest. Nobody writes into the table by hand: whatever differs is a mistake. */
  #reconcile(): Work {
    const worker = this.#worker('reconcile', functionMs)
    const end = this.turns.now + functionMs / 2
    const work = async () => {
      const isOver = await reconcile({
        table: this.#tableOf(worker),
        now: () => instantAt(this.turns.now + worker.skewMs),
        hasTime: () => this.turns.now < end,
        report: ({ key, kind, error }) => {
          const isOutside = kind === 'unreadable' && worker.isHarmed
          if (!isOutside)
            this.faults.push(`the reconcile found ${kind}: ${key.pk} ${key.sk} ${String(error ?? '')}`)
        },
      })
      if (isOver) this.#nightAt = this.turns.now + nightMs
    }
    return { worker, work }
  }

  #enqueue(message: GroupMessage): void {
    const copies = this.#happens(0.04) ? 0 : this.#happens(0.2) ? 2 : 1
    // As often as not two workers get the copies at the same time.
    const areTogether = this.#happens(0.5)
    let at = 0
    for (let copy = 0; copy < copies; copy += 1) {
      const delay = this.#happens(0.05) ? 3 * 3_600_000 : this.#happens(0.2) ? 2 * minuteMs : 3_000
      if (copy === 0 || !areTogether) at = this.turns.now + this.#random.below(delay)
      this.#queue.push({ at, message, tries: 0 })
    }
  }

  #deliver({ message, tries }: Queued): Work {
    const worker = this.#worker('deliver', functionMs)
    const work = async () => {
      // A copy may come when the first one is half done.
      for (let steps = this.#random.below(20); steps > 0; steps -= 1) await this.turns.take(worker)
      try {
        await deliver(
          {
            table: this.#tableOf(worker),
            tableId,
            now: () => instantAt(this.turns.now + worker.skewMs),
            channel: this.provider.channel(worker, message),
            post: this.provider.post(worker, message),
            nonce: crypto.randomUUID(),
            baseUrl: null,
            from: 'servanda@example.org',
          },
          message,
        )
      } catch (error) {
        // The queue gives it again, and puts it aside in the end.
        if (tries < 3) this.#queue.push({ at: this.turns.now + 4 * minuteMs, message, tries: tries + 1 })
        throw error
      }
    }
    return { worker, work }
  }

  #act(choose: () => Act | undefined): Work {
    const worker = this.#worker('API', 600_000)
    const work = async () => {
      await this.turns.take(worker)
      const act = choose()
      if (act === undefined) return
      const nothing = () => undefined
      const { etagOf = '*' } = act
      const etag =
        etagOf === '*' ? '*' : (await this.#call(worker, 'GET', etagOf, undefined, {}, nothing)).etag
      if (etag === undefined) return
      let isStored = false
      const stored = () => {
        if (isStored) return
        isStored = true
        this.timeline.change(this.turns.now, act.after(this.timeline.facts, this.turns.now))
      }
      const headers = { 'if-match': etag }
      const path = act.path.replace(/^SESSIONS/, `/v1/organisations/${this.assembly}/sessions`)
      const { status, body } = await this.#call(worker, act.method, path, act.body, headers, stored)
      if (status >= 500 || [400, 415, 422, 428].includes(status))
        this.faults.push(`${act.method} ${act.path}: ${status} ${JSON.stringify(body)}`)
    }
    return { worker, work }
  }

  async #call(
    worker: Worker,
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
    written: () => void,
  ): Promise<{ status: number; body: any; etag: string | undefined }> {
    this.#actor = { table: this.#tableOf(worker, written), worker }
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const response = await this.#app.request(path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answered = text === '' ? undefined : JSON.parse(text)
    return { status: response.status, body: answered, etag: response.headers.get('etag') ?? answered?.etag }
  }

  #worker(name: string, mayRunMs: number): Worker {
    const skewMs = this.isRough ? this.#random.below(2 * mostSkewMs) - mostSkewMs : 0
    return this.turns.worker(name, skewMs, mayRunMs)
  }

  #tableOf(worker: Worker, written: () => void = () => undefined): Table {
    const isSpared = !this.isRough || worker.name === 'API'
    const treatment: Treatment = isSpared
      ? kind
      : { crash: 0.002, throttle: 0.002, conflict: 0.01, metAgain: 0.01 }
    return hostileTable({
      table: this.table,
      turns: this.turns,
      worker,
      random: this.#random,
      treatment,
      lag: (page) => (isSpared ? page : this.#index.seen(page, this.turns.now)),
      written,
    })
  }

  #happens(probability: number): boolean {
    return this.isRough && this.#random.chance(probability)
  }
}
