import { recurrence } from '../../shared/time/recurrence.ts'
import { periodsOf } from '../../shared/time/recurrence-periods.ts'
import { recurrenceRule } from '../../shared/time/recurrence-text.ts'

/** The days of a rule, and how many of its periods have been looked at for them. */
export function counted(text: string, anchor: number) {
  const rule = recurrenceRule(text)
  const periods = periodsOf(rule, anchor)
  let looked = 0
  const days = recurrence(rule, anchor, {
    ...periods,
    days(period, first) {
      looked += 1
      return periods.days(period, first)
    },
  })
  const periodsBetween = (from: number, to: number) =>
    Math.ceil((periods.of(to) - periods.of(from)) / periods.interval)
  return { days, looked: () => looked, periodsBetween }
}
