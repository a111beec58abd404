import { type Facts, noPolicy, type OpenDeadline, openDeadlines } from './facts.ts'

/** A time during which nothing about a deadline changed; undefined: it was not open. */
export type Span = {
  readonly from: number
  readonly until: number
  readonly deadline: OpenDeadline | undefined
}

/** What was true when: every change of the facts at the moment at which it was stored. */
export class Timeline {
  readonly #versions: { readonly at: number; readonly open: Map<string, OpenDeadline> }[] = []
  #facts: Facts = { records: new Map(), sessions: new Map(), policy: noPolicy }

  get facts(): Facts {
    return this.#facts
  }

  change(at: number, facts: Facts): void {
    this.#facts = facts
    this.#versions.push({ at, open: openDeadlines(facts) })
  }

  get ids(): ReadonlySet<string> {
    return new Set(this.#versions.flatMap(({ open }) => [...open.keys()]))
  }

  /** The spans of one deadline, in order; those that are alike are one. */
  spansOf(id: string): Span[] {
    const spans: Span[] = []
    for (const { at, open } of this.#versions) {
      const deadline = open.get(id)
      const last = spans.at(-1)
      if (last !== undefined && JSON.stringify(last.deadline) === JSON.stringify(deadline)) continue
      if (last !== undefined) spans[spans.length - 1] = { ...last, until: at }
      spans.push({ from: at, until: Number.POSITIVE_INFINITY, deadline })
    }
    return spans
  }
}
