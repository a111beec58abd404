import { LAST_DAY_NUMBER } from '../time/civil.ts'
import { type Day, dayAt, dayNumber, isDay } from '../time/day.ts'
import { dayInWords } from '../time/day-in-words.ts'
import { describeEvery, multiplesFrom, spanOf } from '../time/period.ts'
import { type Recurrence, recurrence } from '../time/recurrence.ts'
import { recurrenceInWords } from '../time/recurrence-in-words.ts'
import { recurrenceRule } from '../time/recurrence-text.ts'
import type { ScheduleOf } from './schedule.ts'
import { plainDays, type Slot, type Slots, slotOn } from './slot.ts'

type Ruled = { readonly days: Recurrence; readonly words: () => string }

const ruled = new WeakMap<ScheduleOf<'rrule'>, Ruled>()

/** Worked out once for each schedule; a schedule is never changed in place. */
function ruledBy(schedule: ScheduleOf<'rrule'>): Ruled {
  const known = ruled.get(schedule)
  if (known !== undefined) return known
  const rule = recurrenceRule(schedule.rrule)
  const anchor = dayNumber(schedule.startsOn)
  let words: string | undefined
  const made = {
    days: recurrence(rule, anchor),
    words() {
      words ??= recurrenceInWords(rule, anchor)
      return words
    },
  }
  ruled.set(schedule, made)
  return made
}

/** The days of a recurrence rule. */
export function rruleSlots(schedule: ScheduleOf<'rrule'>): Slots {
  const { days, words } = ruledBy(schedule)
  const basis = (on: number) => `${dayInWords(dayAt(on))} by the rule: ${words()}`
  return daySlots(days, basis, schedule.untilOn)
}

/** The anchor and the n-th period after it; asked for a far century, it begins there. */
export function everySlots({ startsOn, period, untilOn }: ScheduleOf<'every'>): Slots {
  const anchor = dayNumber(startsOn)
  const span = spanOf(period)
  const basis = (on: number) =>
    on === anchor
      ? `the first date, ${dayInWords(startsOn)}`
      : `${dayInWords(dayAt(on))}, ${describeEvery(period)} counted from ${dayInWords(startsOn)}`
  const days = function* (from: number) {
    for (const { on } of multiplesFrom(anchor, span, from)) yield on
  }
  return daySlots(days, basis, untilOn)
}

/** Slots of days that a rule gives in order: the slot is the day. */
function daySlots(
  days: (from: number) => Iterable<number>,
  basis: (on: number) => string,
  untilOn: Day | null | undefined,
): Slots {
  const end = typeof untilOn === 'string' ? dayNumber(untilOn) : LAST_DAY_NUMBER
  const from = function* (day: number): Generator<Slot> {
    for (const on of days(day)) {
      if (on > end) return
      const dueOn = dayAt(on)
      yield { slot: dueOn, on, dueOn, basis: () => basis(on) }
    }
  }
  const at = (slot: string) =>
    isDay(slot) ? slotOn(from(dayNumber(slot)), dayNumber(slot), slot) : undefined
  return { ...plainDays, from, at }
}
