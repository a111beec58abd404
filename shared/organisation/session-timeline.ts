import { countBelow } from '../time/ascending.ts'
import { type Day, dayNumber } from '../time/day.ts'
import { recurrence } from '../time/recurrence.ts'
import { recurrenceRule } from '../time/recurrence-text.ts'
import type { SessionRule } from './session.ts'

/** An opening that a rule gives; `ordinal` is its number by the rule's own count. `on` is a day number. */
export type Opening = { readonly on: number; readonly rule: SessionRule; readonly ordinal: number }

/** The openings that the rules of an organisation give, numbered from 0 in the order of time. */
export type SessionTimeline = {
  readonly rules: readonly SessionRule[]
  readonly at: (index: number) => Opening | undefined
  /** How many openings lie before a day: the index of the first on or after it, where there is one. */
  readonly countBefore: (day: number) => number
}

/** No session has a higher number, so no later opening is ever asked for. */
const MOST_OPENINGS = 1_000_000

/**
 * Each rule holds from its `validFrom` until the next one's. Openings are found as far as they are asked for, and
 * kept: a rule that once gave nothing more is not asked again.
 */
export function sessionTimeline(unordered: readonly SessionRule[], until?: Day): SessionTimeline {
  const rules = unordered.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  const found: number[] = []
  /** The index of the first opening of each rule that has begun. */
  const begins: number[] = []
  const openings = openingsOf(rules, until, (rule) => {
    while (begins.length <= rule) begins.push(found.length)
  })
  const findNext = () => {
    const next = found.length < MOST_OPENINGS ? openings.next() : undefined
    if (next === undefined || next.done === true) return false
    found.push(next.value)
    return true
  }
  return {
    rules,
    at(index) {
      while (found.length <= index && findNext()) {}
      const on = found[index]
      const ruleAt = begins.findLastIndex((begin) => begin <= index)
      const rule = rules[ruleAt]
      if (on === undefined || rule === undefined) return undefined
      return { on, rule, ordinal: rule.firstOrdinal + index - (begins[ruleAt] ?? 0) }
    },
    countBefore(day) {
      while ((found.at(-1) ?? Number.NEGATIVE_INFINITY) < day && findNext()) {}
      return countBelow(found, day)
    },
  }
}

function* openingsOf(
  rules: readonly SessionRule[],
  until: Day | undefined,
  begin: (rule: number) => void,
): Generator<number> {
  const last = until === undefined ? Number.POSITIVE_INFINITY : dayNumber(until)
  for (const [index, { validFrom, rrule }] of rules.entries()) {
    begin(index)
    const start = dayNumber(validFrom)
    const next = rules[index + 1]
    const end = next === undefined ? Number.POSITIVE_INFINITY : dayNumber(next.validFrom)
    for (const on of recurrence(recurrenceRule(rrule), start)(start)) {
      if (on > last) return
      if (on >= end) break
      yield on
    }
  }
}
