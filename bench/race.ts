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
 * How many times as long as the baseline each rival takes: the median of rounds in which all take their turn, so that
 * whatever slows the machine down slows all of them.
 */
export async function ratiosOf({ baseline, rivals }: Race): Promise<Ratios> {
  const base = await runner(baseline)
  const others = await Promise.all(Object.entries(rivals).map(async ([name, work]) => ({ name, work })))
  const runners: { name: string; runner: Runner; found: number[] }[] = []
  for (const { name, work } of others) runners.push({ name, runner: await runner(work), found: [] })
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = await timePerCall(base)
    for (const each of runners) each.found.push((await timePerCall(each.runner)) / own)
  }
  return Object.fromEntries(runners.map(({ name, found }) => [name, median(found)]))
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

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** What was measured last: reading it makes it needed. */
export function lastKept(): unknown {
  return kept
}
