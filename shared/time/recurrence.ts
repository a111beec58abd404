import { LAST_DAY_NUMBER } from './civil.ts'
import { periodsOf } from './recurrence-periods.ts'
import type { RecurrenceRule } from './recurrence-rule.ts'

/** The days of a rule from a day on, in order, each once; all are day numbers. */
export type Recurrence = (from: number) => Generator<number, void>

/**
 * The days of a rule that starts on `anchor`. Lazy: they end with the rule or with the year 9999. It jumps to where it
 * is asked to begin by arithmetic, whatever the century; only COUNT makes it count from the anchor.
 *
 * The anchor is a day of the rule only where the rule gives it (RFC 5545, section 3.8.5.3, calls the other case
 * undefined). Where BYWEEKNO or a negative position with SKIP reaches into the year or month before, the days are
 * those of the period that they are counted in, as are the steps of INTERVAL.
 */
export function recurrence(
  rule: RecurrenceRule,
  anchor: number,
  { of, first, days, interval, everyDays, cycle } = periodsOf(rule, anchor),
): Recurrence {
  const start = of(anchor)
  const end = Math.min(rule.until ?? LAST_DAY_NUMBER, LAST_DAY_NUMBER)
  // With SKIP, the last day of a period may be the first of the next.
  const early = rule.skip === 'OMIT' ? 0 : 1
  const periodNear = (day: number) =>
    start + Math.max(0, Math.ceil((of(day) - start) / interval) - early) * interval

  return function* (from) {
    let period = rule.count === undefined && from > anchor ? periodNear(from) : start
    let left = rule.count ?? Number.POSITIVE_INFINITY
    let last = anchor - 1
    let empty = 0
    for (; empty < cycle; period += interval) {
      const begin = first(period)
      if (begin > end + 1) return
      empty += 1
      for (const offset of days(period, begin)) {
        const day = begin + offset
        if (day <= last || (everyDays > 1 && (day - anchor) % everyDays !== 0)) continue
        if (day > end) return
        empty = 0
        last = day
        left -= 1
        if (day >= from) yield day
        if (left === 0) return
      }
    }
  }
}

/** Whether a rule that starts on `anchor` gives no day at all, as one of 30 February does. */
export function isDateless(rule: RecurrenceRule, anchor: number): boolean {
  return recurrence(rule, anchor)(anchor).next().done === true
}
