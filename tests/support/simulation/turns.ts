import type { Random } from '../random.ts'

/** A process: its clock differs from the true one, and it is ended at the latest when its function may run no longer. */
export type Worker = {
  readonly name: string
  readonly skewMs: number
  readonly startedAt: number
  readonly diesAt: number
  state: 'running' | 'done' | 'dead'
  /** Whether anything went wrong for it: what it left behind may be unfinished. */
  isHarmed: boolean
}

/**
 * Lets several processes run at once, one step at a time, in an order that follows from the seed: each waits at every
 * call to the outside until it is its turn. Time passes with each turn.
 */
export class Turns {
  readonly #random: Random
  #underWay: { turns: number; readonly effect: () => Promise<unknown> }[] = []
  #waiting: { readonly worker: Worker; readonly goOn: () => void }[] = []
  /** The true time, in milliseconds since 1970. */
  now: number

  constructor(random: Random, now: number) {
    this.#random = random
    this.now = now
  }

  worker(name: string, skewMs: number, mayRunMs: number): Worker {
    return {
      name,
      skewMs,
      startedAt: this.now,
      diesAt: this.now + mayRunMs,
      state: 'running',
      isHarmed: false,
    }
  }

  /** Waits for the worker's turn; for ever, where it has ended. */
  take(worker: Worker): Promise<void> {
    return new Promise((goOn) => {
      if (worker.state === 'running') this.#waiting.push({ worker, goOn })
    })
  }

  /** What is still on its way when its sender has ended, and arrives some turns later. */
  later(effect: () => Promise<unknown>): void {
    this.#underWay.push({ turns: this.#random.below(60), effect })
  }

  /** Ends a worker where it stands: nothing of it runs on, not even what catches errors. */
  end(worker: Worker): Promise<never> {
    worker.state = 'dead'
    worker.isHarmed = true
    this.#waiting = this.#waiting.filter((each) => each.worker !== worker)
    return new Promise(() => undefined)
  }

  /** Runs workers until each has come to its end. Answers with what they threw. */
  async run(works: readonly { worker: Worker; work: () => Promise<unknown> }[]): Promise<unknown[]> {
    const thrown: unknown[] = []
    for (const { worker, work } of works)
      work()
        .catch((error: unknown) => thrown.push(error))
        .finally(() => {
          if (worker.state === 'running') worker.state = 'done'
        })
    for (;;) {
      await new Promise((goOn) => setImmediate(goOn))
      const running = works.filter(({ worker }) => worker.state === 'running')
      if (running.length === 0) {
        await this.#arrive(Number.POSITIVE_INFINITY)
        return thrown
      }
      // One that neither waits nor has ended is still computing: whoever goes next must not depend on how long that takes.
      if (running.some(({ worker }) => this.#waiting.every((each) => each.worker !== worker))) continue
      await this.#arrive(1)
      this.#next()
    }
  }

  async #arrive(turns: number): Promise<void> {
    const all = this.#underWay.map((each) => ({ ...each, turns: each.turns - turns }))
    this.#underWay = all.filter((each) => each.turns > 0)
    // What arrives too late meets its conditions, like any other write.
    for (const { effect } of all.filter((each) => each.turns <= 0)) await effect().catch(() => undefined)
  }

  #next(): void {
    const [chosen] = this.#waiting.splice(this.#random.below(this.#waiting.length), 1)
    if (chosen === undefined) return
    this.now += this.#random.chance(0.003) ? this.#random.below(90_000) : this.#random.below(60)
    if (this.now > chosen.worker.diesAt) this.end(chosen.worker)
    else chosen.goOn()
  }
}
