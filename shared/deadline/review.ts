import { type Day, dayAt, dayNumber } from '../time/day.ts'
import { multiplesFrom, spanOf } from '../time/period.ts'

const month = spanOf('P1M')

/** One look at whether there is a new date, the n-th since the deadline was postponed. */
export type Review = { readonly n: number; readonly on: Day }

/**
 * What is postponed without a new date is reviewed every month, counted from the day on which it was postponed: so
 * that it is not forgotten, and a date that never comes is cancelled in the end.
 */
export function reviewsBetween(postponedOn: Day, from: Day, to: Day): Review[] {
  const last = dayNumber(to)
  const reviews: Review[] = []
  for (const { n, on } of multiplesFrom(dayNumber(postponedOn), month, dayNumber(from))) {
    if (on > last) break
    if (n > 0) reviews.push({ n, on: dayAt(on) })
  }
  return reviews
}

/** The first review on a day or after it. */
export function nextReviewOn(postponedOn: Day, today: Day): Day | null {
  const [next] = multiplesFrom(dayNumber(postponedOn), month, dayNumber(today))
    .filter(({ n }) => n > 0)
    .take(1)
  return next === undefined ? null : dayAt(next.on)
}
