import type { Slot } from './slot.ts'

/** The slots of one member of a pair, taken in groups that share a key: a year, a number. */
export type Cursor = {
  /** The key of the next group, or undefined at the end. */
  readonly key: () => number | undefined
  /** The first day of the next group, or infinity at the end. */
  readonly on: () => number
  readonly take: (key: number) => readonly Slot[]
  /** Passes over the groups before a key. */
  readonly skipTo: (key: number) => void
}

/** What a cursor goes through. Keys have to be ascending; `since` is there where slots can be begun at a key. */
export type Keyed = {
  readonly slots: Iterable<Slot>
  readonly keyOf: (slot: Slot) => number
  readonly since?: (key: number) => Iterable<Slot>
}

export function cursorOf({ slots, keyOf, since }: Keyed): Cursor {
  let iterator = slots[Symbol.iterator]()
  let head = iterator.next()
  const key = () => (head.done ? undefined : keyOf(head.value))
  return {
    key,
    skipTo(wanted) {
      const own = key()
      if (since !== undefined && own !== undefined && own + 1 < wanted) {
        iterator = since(wanted)[Symbol.iterator]()
        head = iterator.next()
      }
      while (!head.done && keyOf(head.value) < wanted) head = iterator.next()
    },
    on: () => (head.done ? Number.POSITIVE_INFINITY : head.value.on),
    take(wanted) {
      const group: Slot[] = []
      while (!head.done && keyOf(head.value) === wanted) {
        group.push(head.value)
        head = iterator.next()
      }
      return group
    },
  }
}

/** One row of pairs: a place for every member, empty where it has no such date. */
export type Row = readonly (Slot | undefined)[]

/**
 * The rows of all keys, in their order: with the first of each member's group, with the second, and so on. `bound` is
 * a day before which no later row has a date. Ends when every member has ended, or one whose date every row needs.
 */
export function* rowsOf(
  cursors: readonly Cursor[],
  needs: 'all' | 'any',
): Generator<{ readonly rows: readonly Row[]; readonly bound: number }> {
  for (;;) {
    const keys = cursors.map((cursor) => cursor.key())
    const known = keys.filter((key) => key !== undefined)
    if (known.length === 0 || (needs === 'all' && known.length < keys.length)) return
    const key = needs === 'all' ? Math.max(...known) : Math.min(...known)
    if (needs === 'all' && Math.min(...known) < key) {
      // A daily rule beside one of every hundred years: what has no partner is not even looked at.
      for (const cursor of cursors) cursor.skipTo(key)
      continue
    }
    const groups = cursors.map((cursor) => cursor.take(key))
    const height = Math.max(...groups.map((group) => group.length))
    const rows = Array.from({ length: height }, (_, at) => groups.map((group) => group[at]))
    const bound = Math.min(...cursors.map((cursor) => cursor.on()))
    yield { rows: needs === 'any' ? rows : rows.filter((row) => !row.includes(undefined)), bound }
  }
}

/** Slots in the order of `on`, each held back until no earlier one can come. */
export function* inOrder(
  batches: Iterable<{ readonly slots: readonly Slot[]; readonly bound: number }>,
): Generator<Slot> {
  let held: Slot[] = []
  for (const { slots, bound } of batches) {
    held = [...held, ...slots].sort((a, b) => a.on - b.on)
    const ready = held.filter(({ on }) => on < bound)
    held = held.slice(ready.length)
    yield* ready
  }
  yield* held
}
