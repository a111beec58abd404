import { earliestDay } from '../time/imprecise-day.ts'
import { bounded } from './bounds.ts'
import type { ScheduleContext } from './occurrences.ts'
import type { ChoiceSchedule } from './schedule.ts'
import type { Slot } from './slot.ts'
import { slotsOf } from './slots.ts'

/**
 * The later, or the earlier, of dates that belong together: those of one year, or those with the same place in their
 * rules. Where a member has none, there is nothing to compare yet, and no date.
 */
export function* choiceSlots(
  schedule: ChoiceSchedule,
  context: ScheduleContext,
  from: number,
): Generator<Slot> {
  const isByYear = (schedule.pairBy ?? 'year') === 'year'
  // Dates of one year are found from the year on; places are counted from each rule's first.
  const start = isByYear ? from - 366 : Number.NEGATIVE_INFINITY
  const [first, ...others] = schedule.of.map((member) => bounded(member, slotsOf(member, context, start)))
  if (first === undefined) return
  const partners = others.map((slots) => (isByYear ? byYear(slots) : byOrdinal(slots)))
  let at = 0
  for (const slot of first) {
    const found = partners.map((partner) => partner(slot, at))
    at += 1
    const known = found.filter((each) => each !== undefined)
    if (known.length < partners.length) {
      if (found.some((each, index) => each === undefined && partners[index]?.isOver())) return
      continue
    }
    yield chosen(schedule.kind, slot, known)
  }
}

type Partner = ((slot: Slot, at: number) => Slot | undefined) & { readonly isOver: () => boolean }

/** The first date of a member in the year of another's. */
function byYear(slots: Iterable<Slot>): Partner {
  const iterator = slots[Symbol.iterator]()
  let current = iterator.next()
  const find = ({ dueOn }: Slot) => {
    const year = yearOf(dueOn)
    while (!current.done && yearOf(current.value.dueOn) < year) current = iterator.next()
    return !current.done && yearOf(current.value.dueOn) === year ? current.value : undefined
  }
  return Object.assign(find, { isOver: () => current.done === true })
}

function byOrdinal(slots: Iterable<Slot>): Partner {
  const iterator = slots[Symbol.iterator]()
  let isDone = false
  const find = () => {
    const next = iterator.next()
    isDone = next.done === true
    return next.done ? undefined : next.value
  }
  return Object.assign(find, { isOver: () => isDone })
}

function yearOf(dueOn: Slot['dueOn']): string {
  return dueOn.slice(0, 4)
}

/** The slot stays the first member's, whichever date it takes. */
function chosen(kind: ChoiceSchedule['kind'], first: Slot, others: readonly Slot[]): Slot {
  const wins = (a: Slot, b: Slot) =>
    kind === 'later'
      ? earliestDay(a.dueOn) > earliestDay(b.dueOn)
      : earliestDay(a.dueOn) < earliestDay(b.dueOn)
  const winner = others.reduce((best, each) => (wins(each, best) ? each : best), first)
  const losers = [first, ...others].filter((each) => each !== winner).map(({ basis }) => basis)
  const basis = `${winner.basis}, which is the ${kind} of it and ${losers.join(' and ')}`
  return { ...first, dueOn: winner.dueOn, basis }
}
