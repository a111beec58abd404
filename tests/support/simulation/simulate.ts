import { type Random, random } from '../random.ts'
import { dayOf, daysAfter } from './civil-days.ts'
import { noPolicy, type Policy, type RecordFacts, type Shape } from './facts.ts'
import { violations } from './judge.ts'
import { nextAct } from './officer.ts'
import { World } from './world.ts'

export type Simulated = {
  readonly violations: readonly string[]
  readonly mails: number
  readonly again: number
  readonly acts: number
}

const dayMs = 86_400_000
const begin = '2026-01-05T09:00:00Z'

/** Years of a desk in a rough world; then quiet days; then what the oracle says of it. */
export async function simulate(seed: number, years = 5): Promise<Simulated> {
  const dice = random(seed)
  const restore = countedIds(dice)
  try {
    const world = new World(dice, begin)
    await world.found()
    const people = await settleIn(world, dice)
    const acts = await liveOn(world, dice, people, Date.parse(begin) + years * 365 * dayMs)
    const { accepted } = world.provider
    return {
      violations: violations(world),
      mails: new Set(accepted.map(({ at, recipient }) => `${at} ${recipient}`)).size,
      again: accepted.filter(({ label }) => label === 'sent_again').length,
      acts,
    }
  } finally {
    restore()
  }
}

/** Ids decide in which order things are worked on: they have to follow from the seed as well. */
function countedIds(dice: Random): () => void {
  const hex = (digits: number) => Array.from({ length: digits }, () => dice.below(16).toString(16)).join('')
  const own = { value: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`, configurable: true }
  Object.defineProperty(globalThis.crypto, 'randomUUID', own)
  return () => Reflect.deleteProperty(globalThis.crypto, 'randomUUID')
}

async function settleIn(world: World, dice: Random): Promise<string[]> {
  const [administrator] = (await world.ask('GET', '/v1/team')).data
  const people: string[] = [administrator.id]
  world.administrator = administrator.id
  for (const name of ['Leyla', 'Otto'])
    people.push((await world.ask('POST', '/v1/team', { name, email: `${name}@example.org` })).id)
  const { id: assembly } = await world.ask('POST', '/v1/organisations', { name: 'Assembly' })
  const sessions = new Map<number, string>()
  for (let n = 0; n < 6; n += 1) {
    const opensOn = `${2026 + n}-09-${String(8 + dice.below(12)).padStart(2, '0')}`
    sessions.set(81 + n, opensOn)
    await world.ask('POST', `/v1/organisations/${assembly}/sessions`, { ordinal: 81 + n, opensOn })
  }
  world.assembly = assembly
  if (dice.chance(0.4)) world.channel = await channelOf(world, dice.pick(['slack', 'webhook']))
  const policy = policyOf(dice)
  await world.ask('PATCH', '/v1/settings', policy, { 'if-match': '*' })
  const records = new Map<string, RecordFacts>()
  for (const [n, shape] of shapes(dice).entries()) {
    const leadDays = dice.pick([
      [30, 7, 1],
      [90, 30],
      [60, 14, 3],
      [180, 90, 30, 7, 1],
    ])
    const ownerId = dice.pick(people)
    // Never the administrator, who stands in where a mail fails: no word would tell the two apart.
    const supervisorId = dice.pick([...people.slice(1), null])
    const deputyId = dice.chance(0.5) ? dice.pick(people) : null
    const watchers = [...(dice.chance(0.3) ? ['registry@example.org'] : []), ...someOf(world.channel, dice)]
    const [kind, body] = bodyOf(shape, assembly)
    const made = await world.ask('POST', `/v1/${kind}`, {
      title: `Record ${n}`,
      ownerId,
      deputyId,
      supervisorId,
      watchers,
      leadDays,
      ...body,
    })
    const { id } = made
    const path = `/v1/${kind}/${id}`
    const trackedFrom = dayOf(world.turns.now)
    records.set(id, {
      id,
      path,
      isArchived: false,
      ownerId,
      deputyId,
      supervisorId,
      watchers,
      muted: [],
      arrangedAt: world.turns.now,
      leadDays,
      trackedFrom,
      shape,
      touched: new Map(),
    })
    world.timeline.change(world.turns.now, { records: new Map(records), sessions, policy })
  }
  return people
}

/** Where there is a channel, it watches half of the records. */
function someOf(channel: string, dice: Random): string[] {
  return channel !== '' && dice.chance(0.5) ? [channel] : []
}

/** A channel of the team that others read along in. */
async function channelOf(world: World, kind: 'slack' | 'webhook'): Promise<string> {
  const target = 'https://hooks.example.org/x'
  return (await world.ask('POST', '/v1/channels', { kind, name: 'Desk', target })).id
}

/** Half of the desks ask for nothing, as a new one does; the others for some or all of what there is. */
function policyOf(dice: Random): Policy {
  if (dice.chance(0.5)) return noPolicy
  return {
    followUp: dice.chance(0.6) ? { afterDays: [1, 7, 14], everyDays: 30 } : null,
    digest: dice.chance(0.6) ? { weekday: 1 + dice.below(5), beyondDays: dice.pick([5, 20]) } : null,
    escalation: dice.chance(0.6)
      ? {
          withinDays: 40,
          deputyAfterWorkingDays: dice.pick([null, 1, 3]),
          supervisorAfterWorkingDays: 2,
        }
      : null,
  }
}

function shapes(dice: Random): Shape[] {
  const yearly = (day: string) => Array.from({ length: 6 }, (_, n) => `${2026 + n}-${day}`)
  const steps = [
    { key: 'draft', days: 45 },
    { key: 'consult', days: 20 },
  ]
  const someDay = () =>
    `${String(1 + dice.below(12)).padStart(2, '0')}-${String(1 + dice.below(28)).padStart(2, '0')}`
  return [
    { kind: 'dates', dates: yearly(someDay()), steps },
    { kind: 'dates', dates: yearly(someDay()), steps: [] },
    {
      kind: 'dates',
      dates: [daysAfter('2026-01-05', dice.below(40)), daysAfter('2026-06-01', dice.below(900))],
      steps: [],
    },
    { kind: 'sessions', days: -30, steps: steps.slice(0, 1) },
    { kind: 'term', endsOn: daysAfter('2027-01-01', dice.below(1_200)), noticeDays: 120 },
  ]
}

function bodyOf(shape: Shape, organisationId: string): [string, object] {
  if (shape.kind === 'term') {
    const { endsOn, noticeDays } = shape
    const terms = [{ startsOn: '2020-01-01', endsOn }]
    return [
      'agreements',
      { type: 'memorandum', parties: [{ name: 'Elsewhere' }], terms, notice: `P${noticeDays}D` },
    ]
  }
  const milestones = shape.steps.map(({ key, days }) => ({ key, title: key, offset: `-P${days}D` }))
  const schedule =
    shape.kind === 'dates'
      ? { kind: 'list', dates: shape.dates }
      : { kind: 'session', organisationId, edge: 'opens', from: 81, every: 1, offset: `-P${-shape.days}D` }
  return ['commitments', { schedule, milestones }]
}

/** Lives to the end of the rough time and through the quiet one. Answers with how often somebody acted. */
async function liveOn(world: World, dice: Random, people: readonly string[], end: number): Promise<number> {
  const { turns } = world
  let acts = 0
  let nextActAt = turns.now + dice.below(20 * dayMs)
  let nextOutageAt = turns.now + dice.below(300 * dayMs)
  world.isRough = true
  while (turns.now < end) {
    if (turns.now >= nextOutageAt) {
      const lasts = Math.min(dice.pick([1 / 24, 1, 4, 12, 30]) * dayMs, end - turns.now)
      world.outages.push({ from: turns.now, until: turns.now + lasts })
      nextOutageAt = turns.now + lasts + dice.below(500 * dayMs)
    }
    const isTime = turns.now >= nextActAt
    const act = isTime
      ? () => nextAct(world.timeline.facts, { people, channel: world.channel }, dice, turns.now)
      : undefined
    if (isTime) {
      acts += 1
      nextActAt = turns.now + (dice.chance(0.3) ? dice.below(3 * 3_600_000) : dice.below(30 * dayMs))
    }
    // Somebody who acts when something is on its way does the most harm.
    else if (dice.chance(0.04)) nextActAt = Math.min(nextActAt, turns.now + dice.below(75 * 60_000))
    await world.goOn(Math.min(end, nextActAt, nextOutageAt), act)
  }
  world.isRough = false
  world.provider.isRough = false
  const quiet = turns.now + 9 * dayMs
  for (let n = 0; turns.now < quiet; n += 1) {
    if (n > 5_000) throw new Error('it does not come to rest')
    await world.goOn(quiet, undefined)
  }
  return acts
}
