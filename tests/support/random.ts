/** A stream of choices that follows from its seed alone (mulberry32), so that a run can be played again. */
export function random(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    /** A whole number from 0 up to, and without, `below`. */
    below: (below: number): number => Math.floor(next() * below),
    chance: (probability: number): boolean => next() < probability,
    pick: <Each>(from: readonly Each[]): Each => {
      if (from.length === 0) throw new RangeError('nothing to choose from')
      return from[Math.floor(next() * from.length)] as Each
    },
  }
}
export type Random = ReturnType<typeof random>
