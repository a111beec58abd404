import { dayNumber } from '../time/day.ts'
import { isDateless } from '../time/recurrence.ts'
import { recurrenceRule } from '../time/recurrence-text.ts'
import type { Schedule } from './schedule.ts'

/** Why a schedule can never give a date, and in which of its fields that is said. */
export type Contradiction = { readonly path: readonly PropertyKey[]; readonly message: string }

const NO_DAY =
  'This rule gives no day at all, as 30 February would. Write one that gives a day from startsOn on.'

/**
 * Whatever contradicts itself in a schedule and in those that it is made of. What would never give a date would never
 * remind anybody, and nobody would see why: it is refused where it is written.
 */
export function contradictionsOf(schedule: Schedule, path: readonly PropertyKey[] = []): Contradiction[] {
  const { validFrom, validTo } = schedule
  const own: Contradiction[] = []
  if (typeof validFrom === 'string' && typeof validTo === 'string' && validTo < validFrom) {
    own.push({ path: [...path, 'validTo'], message: 'Write a day that is not before validFrom.' })
  }
  if (schedule.kind === 'every' || schedule.kind === 'rrule') {
    const { startsOn, untilOn } = schedule
    const isEmpty = typeof untilOn === 'string' && untilOn < startsOn
    if (isEmpty) own.push({ path: [...path, 'untilOn'], message: 'Write a day that is not before startsOn.' })
    else if (schedule.kind === 'rrule' && isDateless(recurrenceRule(schedule.rrule), dayNumber(startsOn)))
      own.push({ path: [...path, 'rrule'], message: NO_DAY })
  }
  const members = 'of' in schedule ? schedule.of : []
  return [...own, ...members.flatMap((member, at) => contradictionsOf(member, [...path, 'of', at]))]
}
