/** What is timed: done once, it gives something, so that no optimiser can leave it out. It may be asynchronous. */
export type Work = () => unknown

/** One row of a table: the same work done in several ways, of which the others are measured against the baseline. */
export type Race = {
  readonly name: string
  readonly baseline: Work
  readonly rivals: Readonly<Record<string, Work>>
}

/** One row of a table of things that are counted, and so are the same on every machine. */
export type Count = {
  readonly name: string
  readonly counts: Readonly<Record<string, number>>
}

/**
 * A file of bench/: what it measures in a sentence, and its rows. Nothing is measured in seconds, which say more of a
 * machine than of a program: a figure is a ratio to a baseline that runs in turn with it, or a count.
 */
export type Suite = {
  readonly title: string
  readonly races?: () => Iterable<Race> | AsyncIterable<Race>
  readonly counts?: () => Iterable<Count> | AsyncIterable<Count>
}
