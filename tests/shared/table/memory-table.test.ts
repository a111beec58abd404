import { beforeEach, expect, it } from 'vitest'
import {
  ConditionFailed,
  type Item,
  type Range,
  type Table,
  type Write,
} from '../../../shared/table/table.ts'
import { newTable } from '../../support/database.ts'
import { MemoryTable } from '../../support/memory-table.ts'
import { type Random, random } from '../../support/random.ts'

let real: Table
beforeEach(async () => {
  real = await newTable()
})

const partitions = ['A', 'B']
const sorts = ['a', 'b', 'b#1', 'é', '\uffff', '😀']
const values = ['', 'x', 'y', 0, 7, true]

function item(dice: Random): Item {
  const wakes = dice.chance(0.5) ? { wakeShard: dice.pick(['W0', 'W1']), wakeAt: dice.pick(sorts) } : {}
  const lists = dice.chance(0.3) ? { listOf: 'L', listKey: dice.pick(sorts), kind: dice.pick(values) } : {}
  const nested = dice.chance(0.3) ? { data: { a: null, b: [1, { c: 'd' }] } } : {}
  const due = dice.chance(0.2) ? { dueOf: 'D', dueKey: 'k' } : {}
  return { ...key(dice), state: dice.pick(values), seq: dice.below(4), ...wakes, ...lists, ...nested, ...due }
}

function key(dice: Random) {
  return { pk: dice.pick(partitions), sk: dice.pick(sorts) }
}

function tests(dice: Random) {
  const name = dice.pick(['pk', 'state', 'seq', 'wakeAt', 'missing'])
  const value = dice.pick(['x', 'b', 2, 7, true])
  const test = dice.pick([
    'absent',
    'present',
    { is: value },
    { isNot: value },
    { atMost: dice.pick(['b', 2]) },
    { atLeast: dice.pick(['b', 2]) },
  ] as const)
  return { [name]: test, ...(dice.chance(0.2) ? { seq: { atMost: 2 } } : {}) }
}

function write(dice: Random): Write {
  const when = dice.chance(0.5) ? { when: dice.chance(0.3) ? [tests(dice), tests(dice)] : tests(dice) } : {}
  const fate = dice.below(10)
  if (fate < 2) return { delete: key(dice), ...when }
  if (fate < 3) return { check: key(dice), when: tests(dice) }
  if (fate > 5) return { put: item(dice), ...when }
  const { pk, sk, ...set } = item(dice)
  const remove = ['wakeShard', 'wakeAt', 'nothing'].filter((name) => !(name in set) && dice.chance(0.5))
  return { update: { pk, sk }, set, ...(remove.length > 0 ? { remove } : {}), ...when }
}

function range(dice: Random): Range {
  const place = dice.pick([
    { partition: 'A' },
    { partition: 'B' },
    { index: 'byWake', partition: 'W0' },
    { index: 'byTitle', partition: 'L' },
    { index: 'byDue', partition: 'D' },
  ] as const)
  const ends = [dice.pick(sorts), dice.pick(sorts)]
  const [from, to] = ends.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return {
    ...place,
    ...(dice.chance(0.4) ? { from: from! } : {}),
    ...(dice.chance(0.4) ? { to: to! } : {}),
    ...(dice.chance(0.3) ? { order: 'descending' as const } : {}),
  }
}

/** What came of it, in a form that can be compared. */
async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    return { answer: await work }
  } catch (error) {
    return error instanceof ConditionFailed ? { failed: error.failed } : { refused: true }
  }
}

/** A whole range by pages of a size: the rows, in an order of our own, and the sizes of the pages. */
async function paged(table: Table, wanted: Range, limit: number) {
  const rows: Item[] = []
  const sizes: number[] = []
  let after: Range['after']
  do {
    const page = await table.query({ ...wanted, limit, ...(after ? { after } : {}) })
    rows.push(...page.items)
    sizes.push(page.items.length)
    after = page.next
  } while (after)
  return { rows: rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort(), sizes }
}

it.each([1, 2, 3, 4, 5, 6])('the table in memory does as the real engine does (seed %i)', async (seed) => {
  const dice = random(seed)
  const memory = new MemoryTable()

  for (let step = 0; step < 120; step += 1) {
    const count = dice.chance(0.02) ? 101 : dice.chance(0.4) ? 1 : dice.below(5)
    const writes = Array.from({ length: count }, () => write(dice))
    const told = `step ${step}: ${JSON.stringify(writes).slice(0, 2_000)}`
    expect(await outcome(memory.write(writes)), told).toEqual(await outcome(real.write(writes)))

    const one = key(dice)
    expect(await memory.get(one), told).toEqual(await real.get(one))
    const wanted = range(dice)
    const limit = 1 + dice.below(3)
    expect(await paged(memory, wanted, limit), told).toEqual(await paged(real, wanted, limit))
    // Rows of an index that have the same sort key are in nobody's order.
    const order = async (table: Table) => (await table.query(wanted)).items.map(({ sk }) => sk)
    if (wanted.index === undefined) expect(await order(memory), told).toEqual(await order(real))
  }
  const everything = partitions.flatMap((pk) => sorts.map((sk) => ({ pk, sk })))
  const sorted = (items: readonly Item[]) => items.toSorted((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1))
  expect(sorted(await memory.getMany(everything))).toEqual(sorted(await real.getMany(everything)))
})
