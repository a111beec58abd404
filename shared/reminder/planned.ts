import type { ChannelName } from '../channel/channel-name.ts'
import type { Surroundings } from '../deadline/record-state.ts'
import { addDaysWithin } from '../time/day.ts'
import type { Instant } from '../time/instant.ts'
import { civilDay } from '../time/zone.ts'
import { addresseesOf } from './addressees.ts'
import { coverOn } from './cover.ts'
import { planOf } from './owed.ts'
import { furthestLeadDays, leadsFor } from './recipient-leads.ts'
import { lastWord, saysMore, toldId, type Word } from './told.ts'
import { keyOf, openDeadlines, type ToldState } from './told-state.ts'

/** A reminder that will be sent if nothing changes until then. */
export type PlannedReminder = {
  readonly deadlineId: string
  readonly recipient: string
  readonly channel: ChannelName
  readonly leadDays: number | null
  readonly sendAt: Instant
  /** Who is away then, for whom the recipient stands in; null: they are told as they always are. */
  readonly inPlaceOf: string | null
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
  const to = addDaysWithin(civilDay(period.to, around.workspace.zone), furthestLeadDays(record, around) + 30)
  const deadlines = openDeadlines(state, around, now, to)
  const owedNow = new Map(planOf(state, around, now).owed.map((each) => [toldId(each), each]))
  return deadlines
    .flatMap((deadline) =>
      addresseesOf(deadline, state, around, now).flatMap((each) => {
        const { id: recipient, channel } = each
        const told = { deadlineKey: keyOf(deadline), recipient, channel }
        const before = state.told.get(toldId(told))
        const owed = owedNow.get(toldId(told))
        const first = owed === undefined ? [] : [{ leadDays: owed.word.leadDays, sendAt: owed.sendAt }]
        let last: Word | null = owed?.word ?? before?.pending?.word ?? lastWord(state.told, told)
        const later = leadsFor(each, deadline, state, around, to).flatMap(({ days, at }) => {
          const word = { dueOn: deadline.dueOn, leadDays: days }
          if (at <= now || !saysMore(word, last)) return []
          last = word
          return [{ leadDays: days, sendAt: at }]
        })
        // What waits for a working day gives way to a lead that is reached by then.
        const isReplaced = later.some(({ sendAt }) => owed !== undefined && sendAt <= owed.sendAt)
        return [...(isReplaced ? [] : first), ...later].map((reminder) => ({
          deadlineId: deadline.id,
          recipient,
          channel,
          ...reminder,
          inPlaceOf: coverOn(each, civilDay(reminder.sendAt, around.workspace.zone))?.of.id ?? null,
        }))
      }),
    )
    .filter(({ sendAt }) => period.from <= sendAt && sendAt <= period.to)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
}

function orderOf({ sendAt, deadlineId, recipient, channel }: PlannedReminder): string {
  return `${sendAt}#${deadlineId}#${recipient}#${channel}`
}
