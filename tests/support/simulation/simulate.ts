import { random } from '../random.ts'
import { Officer } from './officer.ts'
import { violations } from './oracle.ts'
import { World } from './world.ts'

export type Outcome = {
  readonly violations: readonly string[]
  readonly mails: number
  /** How many were sent again, and said so. */
  readonly again: number
}

/** A year of a desk in a rough world; then ten quiet days; then what the oracle says of it. */
export async function simulate(seed: number): Promise<Outcome> {
  const { randomUUID } = crypto
  crypto.randomUUID = seededIds(seed)
  try {
    return await simulated(seed)
  } finally {
    crypto.randomUUID = randomUUID
  }
}

/** Ids that follow from the seed, so that a seed plays exactly the same again. */
function seededIds(seed: number): typeof crypto.randomUUID {
  const { below } = random(seed + 1_000_000)
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('')
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`
}

async function simulated(seed: number): Promise<Outcome> {
  const world = await World.begin(seed, '2026-01-05T09:00:00Z')
  const officer = new Officer(world)
  await officer.settleIn()
  world.interruption = () => officer.interrupt()
  const { pick, chance } = world.random
  while (world.now < '2026-12-10T00:00:00Z') {
    await world.live(pick([10, 90, 1_440, 4_320, 10_080]))
    if (chance(0.6)) await officer.act()
    if (chance(0.06)) world.silence(pick([60, 1_440, 14_400, 43_200]))
  }
  world.isRough = false
  await world.live(14_400)
  const again = world.arrived.filter(({ subject }) => subject.startsWith('Sent again:')).length
  return { violations: await violations(world, officer), mails: world.arrived.length, again }
}
