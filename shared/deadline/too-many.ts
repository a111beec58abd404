import { invalid } from '../errors/refusal.ts'
import { addDays } from '../time/day.ts'
import type { Instant } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import type { RecordState, Surroundings } from './record-state.ts'
import { ruledDeadlinesBetween } from './ruled-deadlines.ts'

/** The most dates of a record, from the day on which it is tracked to two years ahead, with which it is stored. */
const mostStored = 5_000
const reachDays = 731

/**
 * A record is stored with so few dates that it can be read for decades, while time adds to them: four times as many
 * are still looked at.
 * @throws Refusal invalid where there are more than 5,000
 */
export function refuseTooMany(state: RecordState, around: Surroundings, now: Instant): void {
  const { record } = state
  const to = addDays(civilDay(now, around.workspace.zone), reachDays)
  if (ruledDeadlinesBetween(state, around, { from: record.trackedFrom, to }).length <= mostStored) return
  throw record.kind === 'commitment'
    ? invalid(
        '/trackedFrom',
        `The schedule gives more than ${mostStored} dates since then. Write a later day.`,
      )
    : invalid('/renewalPeriod', `There are more than ${mostStored} terms. Write a longer period.`)
}
