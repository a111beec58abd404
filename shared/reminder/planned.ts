import type { Surroundings } from '../deadline/record-state.ts'
import { addDays } from '../time/day.ts'
import type { Instant } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import { planOf } from './owed.ts'
import { recipientsOf } from './recipient.ts'
import { leadsFor } from './recipient-leads.ts'
import { saysMore, toldId, type Word } from './told.ts'
import { keyOf, openDeadlines, type ToldState } from './told-state.ts'

/** A reminder that will be sent if nothing changes until then. */
export type PlannedReminder = {
  readonly deadlineId: string
  readonly recipient: string
  readonly leadDays: number | null
  readonly sendAt: Instant
}

export type Period = { readonly from: Instant; readonly to: Instant }

/**
 * What will be sent about a record in a period if nothing changes: what is owed now, by the comparison that the
 * sweep makes, then each lead that is nearer than the word before it. What is in the outbox already is not among it.
 */
export function plannedReminders(
  state: ToldState,
  around: Surroundings,
  now: Instant,
  period: Period,
): readonly PlannedReminder[] {
  const { record } = state
  if (record.status === 'archived') return []
  const leadDays = record.leadDays ?? around.workspace.leadDays
  const to = addDays(civilDay(period.to, around.workspace.zone), Math.max(0, ...leadDays) + 30)
  const deadlines = openDeadlines(state, around, now, to)
  const owedNow = new Map(planOf(state, around, now).owed.map((each) => [toldId(each), each]))
  return deadlines
    .flatMap((deadline) =>
      recipientsOf(deadline, record, around.workspace, state.mutes).flatMap((each) => {
        const recipient = each.id
        const told = { deadlineKey: keyOf(deadline), recipient }
        const before = state.told.get(toldId(told))
        const owed = owedNow.get(toldId(told))
        const first = owed === undefined ? [] : [{ leadDays: owed.word.leadDays, sendAt: owed.sendAt }]
        let last: Word | null = owed?.word ?? before?.pending?.word ?? before?.lastTold ?? null
        const later = leadsFor(each, deadline, state, around, to).flatMap(({ days, at }) => {
          const word = { dueOn: deadline.dueOn, leadDays: days }
          if (at <= now || !saysMore(word, last)) return []
          last = word
          return [{ leadDays: days, sendAt: at }]
        })
        // What waits for a working day gives way to a lead that is reached by then.
        const isReplaced = later.some(({ sendAt }) => owed !== undefined && sendAt <= owed.sendAt)
        return [...(isReplaced ? [] : first), ...later].map((each) => ({
          deadlineId: deadline.id,
          recipient,
          ...each,
        }))
      }),
    )
    .filter(({ sendAt }) => period.from <= sendAt && sendAt <= period.to)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
}

function orderOf({ sendAt, deadlineId, recipient }: PlannedReminder): string {
  return `${sendAt}#${deadlineId}#${recipient}`
}
