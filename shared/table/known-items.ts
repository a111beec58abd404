import type { Item, Key, Table } from './table.ts'

/**
 * A table of which some items have just been read, and need not be read again: until the first write, each `get` of
 * one is answered with what was read. Make it for one request only.
 */
export function withKnownItems(table: Table, items: readonly Item[]): Table {
  const known = new Map(items.map((item) => [placeOf(item), item]))
  return {
    get: async (key) => known.get(placeOf(key)) ?? table.get(key),
    getMany: (keys) => table.getMany(keys),
    query: (range) => table.query(range),
    async write(writes) {
      // Whether or not it goes through: after a condition that failed, what was read is what is out of date.
      known.clear()
      await table.write(writes)
    },
  }
}

function placeOf({ pk, sk }: Key): string {
  return `${pk}\n${sk}`
}
