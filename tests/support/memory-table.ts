import { type IndexName, tableSchema } from '../../shared/table/schema.ts'
import {
  type Condition,
  ConditionFailed,
  type Item,
  type Key,
  maxWritesPerTransaction,
  type Page,
  type Position,
  type Range,
  type Table,
  type Test,
  type Write,
} from '../../shared/table/table.ts'

/** A request that DynamoDB would refuse as malformed, whatever is stored. */
export class NotAllowed extends Error {}

/**
 * The table in memory: the same answers and the same failures as the real engine, with which a test compares it. It is
 * consistent throughout: what lags, conflicts or is throttled is put around it by the simulation.
 */
export class MemoryTable implements Table {
  readonly #partitions = new Map<string, Map<string, Item>>()
  readonly #indexes: Record<IndexName, Map<string, Set<Item>>> = {
    byWake: new Map(),
    byDue: new Map(),
    byTitle: new Map(),
  }

  async get({ pk, sk }: Key): Promise<Item | undefined> {
    return this.#partitions.get(pk)?.get(sk)
  }

  async getMany(keys: readonly Key[]): Promise<readonly Item[]> {
    if (keys.length > 100) throw new NotAllowed('more than 100 keys')
    if (new Set(keys.map(keyText)).size < keys.length) throw new NotAllowed('the same key twice')
    return keys.flatMap(({ pk, sk }) => this.#partitions.get(pk)?.get(sk) ?? [])
  }

  async query(range: Range): Promise<Page> {
    const { index, partition, from, to, order = 'ascending', limit, after } = range
    const { partitionKey, sortKey } = index === undefined ? tableSchema : tableSchema.indexes[index]
    const rows =
      index === undefined
        ? this.#partitions.get(partition)?.values()
        : this.#indexes[index].get(partition)?.values()
    const direction = order === 'ascending' ? 1 : -1
    const inOrder = (a: Item, b: Item) => direction * compareItems(sortKey, a, b)
    const wanted = [...(rows ?? [])].filter((item) => {
      const value = String(item[sortKey])
      return (
        (from === undefined || compare(value, from) >= 0) && (to === undefined || compare(value, to) <= 0)
      )
    })
    const rest = after === undefined ? wanted : wanted.filter((item) => inOrder(item, asItem(after)) > 0)
    const items = rest.sort(inOrder).slice(0, limit)
    const last = items.at(-1)
    const isCut = last !== undefined && items.length === limit
    return {
      items: index === undefined ? items : items.map((item) => projected(index, item)),
      next: isCut ? position(partitionKey, sortKey, last) : undefined,
    }
  }

  async write(writes: readonly Write[]): Promise<void> {
    if (writes.length > maxWritesPerTransaction) throw new NotAllowed('more than 100 writes')
    if (new Set(writes.map((each) => keyText(keyOf(each)))).size < writes.length)
      throw new NotAllowed('two writes to one key')
    const after = writes.map((each) => this.#after(each))
    const failed = writes.flatMap((each, n) => (this.#holds(each) ? [] : [n]))
    if (failed.length > 0) throw new ConditionFailed(failed)
    writes.forEach((each, n) => {
      if (!('check' in each)) this.#replace(keyOf(each), after[n])
    })
  }

  /** Every item, for whoever looks on from outside. */
  *items(): Generator<Item> {
    for (const partition of this.#partitions.values()) yield* partition.values()
  }

  #holds(write: Write): boolean {
    const { pk, sk } = keyOf(write)
    return write.when === undefined || holds(write.when, this.#partitions.get(pk)?.get(sk))
  }

  /** The item as the write would leave it. */
  #after(write: Write): Item | undefined {
    if ('put' in write) return checked(write.put)
    if (!('update' in write)) return undefined
    const { pk, sk } = write.update
    if (Object.values(write.set ?? {}).includes(undefined)) throw new NotAllowed('a value that is undefined')
    const attributes: Record<string, unknown> = { ...this.#partitions.get(pk)?.get(sk), ...write.set }
    for (const name of write.remove ?? []) delete attributes[name]
    return checked({ ...attributes, pk, sk })
  }

  #replace({ pk, sk }: Key, item: Item | undefined): void {
    const partition = this.#partitions.get(pk) ?? new Map<string, Item>()
    this.#partitions.set(pk, partition)
    const before = partition.get(sk)
    for (const [name, { partitionKey, sortKey }] of indexes) {
      const index = this.#indexes[name]
      if (before !== undefined) index.get(String(before[partitionKey]))?.delete(before)
      if (item?.[partitionKey] === undefined || item[sortKey] === undefined) continue
      const rows = index.get(String(item[partitionKey])) ?? new Set()
      index.set(String(item[partitionKey]), rows.add(item))
    }
    if (item === undefined) partition.delete(sk)
    else partition.set(sk, item)
  }
}

const indexes = [
  ['byWake', tableSchema.indexes.byWake],
  ['byDue', tableSchema.indexes.byDue],
  ['byTitle', tableSchema.indexes.byTitle],
] as const

function keyOf(write: Write): Key {
  if ('put' in write) return write.put
  if ('update' in write) return write.update
  return 'delete' in write ? write.delete : write.check
}

function keyText({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk])
}

/** A copy that nobody can change, without members that are undefined. What is a key is a text that is not empty. */
function checked(item: Item): Item {
  for (const name of [
    'pk',
    'sk',
    ...indexes.flatMap(([, { partitionKey, sortKey }]) => [partitionKey, sortKey]),
  ])
    if (item[name] !== undefined && (typeof item[name] !== 'string' || item[name] === ''))
      throw new NotAllowed(`${name} has to be a text that is not empty`)
  return frozen(JSON.parse(JSON.stringify(item)))
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}

function projected(index: IndexName, item: Item): Item {
  const { partitionKey, sortKey, projected } = tableSchema.indexes[index]
  const names: string[] = ['pk', 'sk', partitionKey, sortKey, ...projected]
  const { pk, sk } = item
  return { ...Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name))), pk, sk }
}

function position(partitionKey: string, sortKey: string, item: Item): Position {
  const names = new Set(['pk', 'sk', partitionKey, sortKey])
  return Object.fromEntries([...names].map((name) => [name, String(item[name])]))
}

function asItem(after: Position): Item {
  return { ...after, pk: after.pk ?? '', sk: after.sk ?? '' }
}

function compareItems(sortKey: string, a: Item, b: Item): number {
  return compare(String(a[sortKey]), String(b[sortKey])) || compare(a.pk, b.pk) || compare(a.sk, b.sk)
}

const surrogate = /[\ud800-\udfff]/

/** The order of UTF-8: that of code points, in which what has surrogates comes after all the rest. */
function compare(a: string, b: string): number {
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : Number(a > b)
}

function holds(condition: Condition, item: Item | undefined): boolean {
  const all = (tests: Readonly<Record<string, Test>>) =>
    Object.entries(tests).every(([name, test]) => passes(test, item?.[name]))
  return Array.isArray(condition) ? condition.some(all) : all(condition as Readonly<Record<string, Test>>)
}

function passes(test: Test, value: unknown): boolean {
  if (test === 'absent') return value === undefined
  if (test === 'present') return value !== undefined
  if ('is' in test) return value === test.is
  if ('isNot' in test) return value !== test.isNot
  if ('atMost' in test) return order(value, test.atMost) <= 0
  return order(value, test.atLeast) >= 0
}

/** Where a value stands to another one of its type; two of different types are in no order. */
function order(value: unknown, other: string | number): number {
  if (typeof value === 'string' && typeof other === 'string') return compare(value, other)
  return typeof value === 'number' && typeof other === 'number' ? value - other : Number.NaN
}
