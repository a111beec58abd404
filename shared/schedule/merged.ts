import type { Slot } from './slot.ts'

/** Slots of several sources, each in the order of `on`, as one in that order. Lazy; of equals, the earlier source's. */
export function* merged(sources: readonly Iterable<Slot>[]): Generator<Slot> {
  const iterators = sources.map((source) => source[Symbol.iterator]())
  const heads = iterators.map((iterator) => iterator.next())
  for (;;) {
    let least: number | undefined
    for (const [at, head] of heads.entries()) {
      if (head.done) continue
      const best = least === undefined ? undefined : heads[least]
      if (best === undefined || best.done || head.value.on < best.value.on) least = at
    }
    if (least === undefined) return
    const head = heads[least]
    const iterator = iterators[least]
    if (head === undefined || head.done || iterator === undefined) return
    yield head.value
    heads[least] = iterator.next()
  }
}
