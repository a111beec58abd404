import { tableSchema } from '../../shared/table/schema.ts'
import {
  type Condition,
  ConditionFailed,
  type Item,
  type Key,
  type Page,
  type Range,
  type Table,
  type Test,
  type Write,
} from '../../shared/table/table.ts'

/** A table in memory, for simulations of years: it is compared with the real engine by a test of its own. */
export class MemoryTable implements Table {
  readonly #items = new Map<string, Item>()

  async get(key: Key): Promise<Item | undefined> {
    return copied(this.#items.get(idOf(key)))
  }

  async getMany(keys: readonly Key[]): Promise<readonly Item[]> {
    return keys.flatMap((key) => copied(this.#items.get(idOf(key))) ?? [])
  }

  async query({ index, partition, from, to, order, limit = 1_000, after }: Range): Promise<Page> {
    const { partitionKey, sortKey } = index ? tableSchema.indexes[index] : tableSchema
    const place = (item: Item) => `${item[sortKey]}\u0000${item.pk}\u0000${item.sk}`
    const found = [...this.#items.values()]
      .filter((item) => item[partitionKey] === partition && typeof item[sortKey] === 'string')
      .filter((item) => from === undefined || String(item[sortKey]) >= from)
      .filter((item) => to === undefined || String(item[sortKey]) <= to)
      .sort((a, b) => (place(a) < place(b) ? -1 : 1))
    if (order === 'descending') found.reverse()
    const start = after === undefined ? 0 : found.findIndex((item) => place(item) === after.place) + 1
    const items = found.slice(start, start + limit)
    const last = items.at(-1)
    const hasMore = start + items.length < found.length
    return {
      items: items.map((item) => projected(item, index)),
      next: hasMore && last !== undefined ? { place: place(last) } : undefined,
    }
  }

  async write(writes: readonly Write[]): Promise<void> {
    if (writes.length > 100) throw new RangeError('more than 100 writes in one transaction')
    const keys = writes.map((write) => idOf(keyOf(write)))
    if (new Set(keys).size !== keys.length) throw new RangeError('two writes to one item in one transaction')
    const failed = writes.flatMap((write, at) => {
      const before = this.#items.get(keys[at] ?? '')
      return write.when === undefined || holds(write.when, before) ? [] : [at]
    })
    if (failed.length > 0) throw new ConditionFailed(failed)
    for (const [at, write] of writes.entries()) this.#apply(keys[at] ?? '', write)
  }

  #apply(id: string, write: Write): void {
    if ('put' in write) this.#items.set(id, stored(write.put))
    else if ('delete' in write) this.#items.delete(id)
    else if ('update' in write) {
      const { pk, sk } = write.update
      const next: Record<string, unknown> = { ...this.#items.get(id), ...write.set }
      for (const attribute of write.remove ?? []) delete next[attribute]
      this.#items.set(id, stored({ ...next, pk, sk }))
    }
  }
}

function keyOf(write: Write): Key {
  if ('put' in write) return write.put
  if ('update' in write) return write.update
  return 'delete' in write ? write.delete : write.check
}

function idOf({ pk, sk }: Key): string {
  return `${pk}\u0000${sk}`
}

/** As DynamoDB's client stores it: without what is undefined. */
function stored(item: Item): Item {
  return JSON.parse(JSON.stringify(item))
}

function copied(item: Item | undefined): Item | undefined {
  return item && structuredClone(item)
}

function projected(item: Item, index: Range['index']): Item {
  if (index === undefined) return structuredClone(item)
  const { partitionKey, sortKey, projected } = tableSchema.indexes[index]
  const kept = ['pk', 'sk', partitionKey, sortKey, ...projected]
  const entries = Object.entries(item).filter(([attribute]) => kept.includes(attribute))
  return { pk: item.pk, sk: item.sk, ...structuredClone(Object.fromEntries(entries)) }
}

function holds(condition: Condition, item: Item | undefined): boolean {
  const any = Array.isArray(condition) ? condition : [condition]
  return any.some((tests: Record<string, Test>) =>
    Object.entries(tests).every(([attribute, test]) => passes(test, item?.[attribute])),
  )
}

function passes(test: Test, value: unknown): boolean {
  if (test === 'absent') return value === undefined
  if (test === 'present') return value !== undefined
  if ('is' in test) return value === test.is
  if ('isNot' in test) return value !== test.isNot
  return typeof value === typeof test.atMost && (value as string | number) <= test.atMost
}
