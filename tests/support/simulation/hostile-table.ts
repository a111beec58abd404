import { ConditionFailed, type Item, type Page, type Table, type Write } from '../../../shared/table/table.ts'
import type { Random } from '../random.ts'
import type { Turns, Worker } from './turns.ts'

export class Throttled extends Error {}

/** How the table treats a worker. Probabilities are for each call. */
export type Treatment = {
  readonly crash: number
  readonly throttle: number
  readonly conflict: number
  readonly metAgain: number
}

export const kind: Treatment = { crash: 0, throttle: 0, conflict: 0, metAgain: 0 }

/**
 * The table as one worker sees it: other workers come in between any two calls; a call may be the worker's last, may
 * be throttled, may meet another transaction, may be carried out and its answer lost, or arrive when its sender has ended.
 */
export function hostileTable(parts: {
  readonly table: Table
  readonly turns: Turns
  readonly worker: Worker
  readonly random: Random
  readonly treatment: Treatment
  readonly lag: (page: Page) => Page
  readonly written: () => void
}): Table {
  const { table, turns, worker, random, treatment } = parts
  const read = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    await turns.take(worker)
    if (random.chance(treatment.crash)) return turns.end(worker)
    if (random.chance(treatment.throttle)) throw harmed(worker, new Throttled('read'))
    return call()
  }
  return {
    get: (key) => read(() => table.get(key)),
    getMany: (keys) => read(() => table.getMany(keys)),
    query: (range) =>
      read(async () => {
        // Small pages, so that others come in between them, too.
        const page = await table.query({ ...range, limit: Math.min(range.limit ?? 40, 40) })
        return range.index === 'byWake' ? parts.lag(page) : page
      }),
    async write(writes) {
      await turns.take(worker)
      if (random.chance(treatment.crash)) {
        // Its sender has ended; the request itself may be lost with it, or arrive when others have gone on.
        if (random.chance(0.5)) turns.later(() => table.write(writes))
        return turns.end(worker)
      }
      if (random.chance(treatment.throttle)) throw harmed(worker, new Throttled('write'))
      if (random.chance(treatment.conflict)) throw harmed(worker, new ConditionFailed([]))
      await table.write(writes)
      if (writes.length > 0) parts.written()
      if (random.chance(treatment.crash)) return turns.end(worker)
      if (random.chance(treatment.throttle))
        throw harmed(worker, new Throttled('a write, and its answer was lost'))
      if (isConditional(writes) && random.chance(treatment.metAgain))
        throw harmed(worker, new ConditionFailed([0]))
    },
  }
}

function harmed(worker: Worker, error: Error): Error {
  worker.isHarmed = true
  return error
}

/** A transaction carries a token that tells its own second try; a single write has only its condition. */
function isConditional(writes: readonly Write[]): boolean {
  const [only] = writes
  return writes.length === 1 && only?.when !== undefined
}

/** An index that lags: some rows are not there yet, some are still there that have gone. */
export class LaggingIndex {
  readonly #random: Random
  readonly #hiddenUntil = new Map<string, number>()
  #old: Item[] = []

  constructor(random: Random) {
    this.#random = random
  }

  seen(page: Page, now: number): Page {
    const ids = new Set(page.items.map(idOf))
    const there = page.items.filter((item) => this.#isThere(item, now))
    const ghosts = this.#old.filter((item) => !ids.has(idOf(item)) && this.#random.chance(0.05))
    this.#old = [...this.#old.filter((item) => !ids.has(idOf(item))).slice(-20), ...there].slice(-40)
    return { items: [...there, ...ghosts], next: page.next }
  }

  #isThere(item: Item, now: number): boolean {
    const id = idOf(item)
    const known = this.#hiddenUntil.get(id)
    if (known !== undefined) return known <= now
    const until = this.#random.chance(0.03) ? now + this.#random.below(600_000) : 0
    this.#hiddenUntil.set(id, until)
    return until <= now
  }
}

function idOf({ pk, sk, wakeAt }: Item): string {
  return `${pk} ${sk} ${String(wakeAt)}`
}
