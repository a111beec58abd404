import type { Race, Work } from './suite.ts'

/** How long a runner is timed at a stretch: long beside the clock's step, short beside what disturbs a machine. */
const STRETCH_MS = 4
const ROUNDS = 15
const WARM_UP_MS = 60

export type Ratios = Readonly<Record<string, number>>

type Runner = { readonly work: Work; readonly repeats: number }

/** What the work gave last is kept here, so that it has to be done. */
let kept: unknown

/**
 * How many times as long as the baseline each rival takes. All take their turn, round by round, so that whatever slows
 * the machine down slows all of them; and of each its best round counts, for a disturbance only ever adds.
 */
export async function ratiosOf({ baseline, rivals }: Race): Promise<Ratios> {
  const racers: { name: string; runner: Runner; best: number }[] = []
  for (const [name, work] of [['', baseline] as const, ...Object.entries(rivals)])
    racers.push({ name, runner: await runner(work), best: Number.POSITIVE_INFINITY })
  for (let round = 0; round < ROUNDS; round += 1)
    for (const racer of racers) racer.best = Math.min(racer.best, await timePerCall(racer.runner))
  const [own, ...others] = racers
  return Object.fromEntries(others.map(({ name, best }) => [name, best / (own?.best ?? Number.NaN)]))
}

/** Warms the work up, and finds how often it fits into a stretch. */
async function runner(work: Work): Promise<Runner> {
  let repeats = 1
  const end = performance.now() + WARM_UP_MS
  for (;;) {
    const took = (await timePerCall({ work, repeats })) * repeats
    const isEnough = took >= STRETCH_MS
    if (isEnough && performance.now() >= end) return { work, repeats }
    if (!isEnough)
      repeats = Math.min(repeats * 8, Math.ceil((repeats * STRETCH_MS * 1.2) / Math.max(took, 0.001)))
  }
}

async function timePerCall({ work, repeats }: Runner): Promise<number> {
  const startedAt = performance.now()
  for (let at = 0; at < repeats; at += 1) {
    const given = work()
    kept = given instanceof Promise ? await given : given
  }
  return (performance.now() - startedAt) / repeats
}

/** What was measured last: reading it makes it needed. */
export function lastKept(): unknown {
  return kept
}
