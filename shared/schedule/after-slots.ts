import { dayNumber } from '../time/day.ts'
import { type DueDate, describeDueDate, earliestDay, isDueDate, lengthOf } from '../time/imprecise-day.ts'
import { describeEvery, describePeriod, multiplesFrom, type Span, spanOf } from '../time/period.ts'
import { type DatedEvent, datedEvents, eventInWords, shiftedWithin } from './dated-events.ts'
import { merged } from './merged.ts'
import type { ScheduleOf } from './schedule.ts'
import type { ScheduleEvent } from './schedule-context.ts'
import { plainDays, type Slot, type Slots } from './slot.ts'

type Due = { readonly dueOn: DueDate; readonly basis: () => string }

/**
 * The first date, then one after each outcome: the date that the outcome set, else a period after it. Those after the
 * last known are estimated, counted from it.
 *
 * The slot of the n-th date is the one that the rule first gave it, when there was no outcome yet: the first date and
 * n-1 periods. So whatever outcomes come, and whatever dates they set, the n-th date stays the n-th.
 */
export function afterSlots(schedule: ScheduleOf<'after'>, events: readonly ScheduleEvent[]): Slots {
  const span = spanOf(schedule.period)
  const outcomes = datedEvents(events, schedule.event)
  const known = knownDates(schedule, outcomes, span)
  const first = schedule.firstOn ?? (outcomes[0] && shiftedWithin(outcomes[0].on, span, 1))
  const last = known.at(-1)
  if (!first || last === undefined) return { ...plainDays, from: () => [], at: () => undefined }

  const slotOf = (n: number, { dueOn, basis }: Due): Slot | undefined => {
    const given = shiftedWithin(first, span, n)
    return given && { slot: slotText(given), on: dayNumber(earliestDay(dueOn)), dueOn, basis }
  }
  const slotAt = (n: number): Slot | undefined => {
    const due = known[n]
    if (due !== undefined) return slotOf(n, due)
    const dueOn = shiftedWithin(last.dueOn, span, n - known.length + 1)
    return dueOn && slotOf(n, { dueOn, basis: () => estimatedBasis(schedule, last, dueOn) })
  }
  const recorded = known.flatMap((_, n) => slotAt(n) ?? []).toSorted((a, b) => a.on - b.on)
  const estimated = function* (day: number): Generator<Slot> {
    const anchor = dayNumber(earliestDay(last.dueOn))
    for (const { n } of multiplesFrom(anchor, span, Math.max(day, anchor + 1))) {
      const slot = slotAt(known.length - 1 + n)
      if (slot === undefined) return
      yield slot
    }
  }
  return {
    ...plainDays,
    // Months and years differ by some days: the same date a period later may end a little later.
    longest: Math.max(0, ...known.map(({ dueOn }) => lengthOf(dueOn))) + 7,
    from: (day) => merged([recorded.filter(({ on }) => on >= day), estimated(day)]),
    at(slot) {
      const n = placeOf(slot, first, span)
      return n === undefined ? undefined : slotAt(n)
    },
  }
}

/** An outcome whose next date is not after the first belongs to the time before the schedule. */
function knownDates(schedule: ScheduleOf<'after'>, outcomes: readonly DatedEvent[], span: Span): Due[] {
  const { firstOn } = schedule
  const later = outcomes.flatMap((outcome) => dueAfter(schedule, outcome, span) ?? [])
  if (typeof firstOn !== 'string') return later
  const basis = () => `the first date, ${describeDueDate(firstOn)}, as recorded`
  return [{ dueOn: firstOn, basis }, ...later.filter(({ dueOn }) => earliestDay(dueOn) > firstOn)]
}

function dueAfter(schedule: ScheduleOf<'after'>, outcome: DatedEvent, span: Span): Due | undefined {
  const said = `the ${eventInWords(schedule.event)} of ${describeDueDate(outcome.on)}`
  const set = outcome.nextDueOn
  if (typeof set === 'string') {
    return { dueOn: set, basis: () => `the date that ${said} set, ${describeDueDate(set)}` }
  }
  const dueOn = shiftedWithin(outcome.on, span, 1)
  return dueOn && { dueOn, basis: () => `${describePeriod(schedule.period)} after ${said}` }
}

function estimatedBasis({ event, period }: ScheduleOf<'after'>, last: Due, dueOn: DueDate): string {
  const counted = `${describeEvery(period)} counted from ${describeDueDate(last.dueOn)}`
  return `estimated ${describeDueDate(dueOn)}, ${counted}; the next ${eventInWords(event)} decides`
}

/** An interval has no text that an identity may have: its first day stands for it. */
function slotText(due: DueDate): string {
  return due.includes('/') ? earliestDay(due) : due
}

/** Which date has this slot, from 0: the slots are multiples of the period, counted from the first date. */
function placeOf(slot: string, first: DueDate, span: Span): number | undefined {
  if (!isDueDate(slot)) return undefined
  const wanted = dayNumber(earliestDay(slot))
  const [next] = multiplesFrom(dayNumber(earliestDay(first)), span, wanted).take(1)
  const given = next && shiftedWithin(first, span, next.n)
  return given !== undefined && slotText(given) === slot ? next?.n : undefined
}
