import { expect, it } from 'vitest'
import { ConditionFailed, type Range, type Table, type Write } from '../../../shared/table/table.ts'
import { newTable } from '../../support/database.ts'
import { MemoryTable } from '../../support/memory-table.ts'
import { random } from '../../support/random.ts'

const keys = ['a', 'b', 'c'].flatMap((pk) => ['1', '2', '3'].map((sk) => ({ pk, sk })))

/** A write that is as likely to be refused as not. */
function randomWrite(pick: <Each>(from: readonly Each[]) => Each, key: { pk: string; sk: string }): Write {
  const value = pick([1, 2, 3])
  const wake = { wakeShard: pick(['W0', 'W1']), wakeAt: pick(['t1', 't2', 't3']) }
  const when = pick([
    undefined,
    { pk: 'absent' as const },
    { pk: 'present' as const },
    { v: { is: value } },
    { v: { isNot: value } },
    [{ v: { atMost: value } }, { pk: 'absent' as const }],
  ])
  const conditional = when === undefined ? {} : { when }
  return pick<() => Write>([
    () => ({ put: { ...key, v: value, ...pick([{}, wake]) }, ...conditional }),
    () => ({
      update: key,
      set: { v: value, ...pick([{}, wake]) },
      remove: pick([[], ['w']]),
      ...conditional,
    }),
    () => ({ update: key, set: { v: value }, remove: ['wakeShard', 'wakeAt'], ...conditional }),
    () => ({ delete: key, ...conditional }),
  ])()
}

async function outcome(table: Table, writes: readonly Write[]): Promise<unknown> {
  try {
    await table.write(writes)
    return 'stored'
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    return error.failed
  }
}

async function walked(table: Table, range: Range): Promise<unknown[]> {
  const found: unknown[] = []
  let after: Range['after']
  do {
    const page = await table.query(after ? { ...range, after } : range)
    found.push(...page.items)
    after = page.next
  } while (after)
  return found
}

it.each([1, 2, 3, 4])('the table in memory answers as the real engine does (seed %i)', async (seed) => {
  const { pick } = random(seed)
  const real = await newTable()
  const memory = new MemoryTable()
  const ranges: Range[] = [
    { partition: 'a' },
    { partition: 'b', from: '2' },
    { partition: 'c', to: '2', order: 'descending' },
    { partition: 'a', limit: 2 },
    { index: 'byWake', partition: 'W0' },
    { index: 'byWake', partition: 'W1', to: 't2', limit: 1 },
  ]

  for (let step = 0; step < 150; step += 1) {
    const count = pick([1, 1, 2, 3])
    const chosen = [...keys].sort(() => pick([-1, 1])).slice(0, count)
    const writes = chosen.map((key) => randomWrite(pick, key))
    expect(await outcome(memory, writes), JSON.stringify(writes)).toEqual(await outcome(real, writes))
    const range = pick(ranges)
    expect(await walked(memory, range), JSON.stringify(range)).toEqual(await walked(real, range))
    const key = pick(keys)
    expect(await memory.get(key)).toEqual(await real.get(key))
  }
})
