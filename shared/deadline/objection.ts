import { happenedInWords } from '../event/event-in-words.ts'
import { type DatedFact, datedFacts, instrumentsOf } from '../event/instrument.ts'
import { shiftedWithin } from '../schedule/dated-events.ts'
import { describeDueDate, earliestDay, latestDay } from '../time/imprecise-day.ts'
import { describePeriod, type Period, spanOf } from '../time/period.ts'
import { slotOfEvent } from './deadline.ts'
import type { RecordState } from './record-state.ts'
import type { RuledDeadline } from './ruled-deadline.ts'

/** VCLT, article 20(5), where the treaty does not provide otherwise. */
const byDefault: Period = 'P12M'

/**
 * The last day to object to each reservation: then it is taken as accepted. Twelve months after it was notified, or the
 * day on which the objecting party consented to be bound, whichever is later (VCLT, article 20(5)). Our own consent is
 * the instrument that names no party.
 */
export function objections({ record, events }: RecordState): readonly RuledDeadline[] {
  if (record.kind !== 'agreement') return []
  const period = record.objectionPeriod
  const consent = instrumentsOf(events).find(({ party }) => party === null)?.fact
  return datedFacts(events, 'reservation').flatMap((reservation) => {
    const end = endOf(reservation, period, consent)
    if (end === undefined) return []
    return [
      {
        key: { kind: 'objection', slot: slotOfEvent(reservation.id) },
        title: 'End of the period to object to a reservation',
        ...end,
      },
    ]
  })
}

function endOf(
  reservation: DatedFact,
  period: Period | null,
  consent: DatedFact | undefined,
): Pick<RuledDeadline, 'dueOn' | 'basis'> | undefined {
  const said = happenedInWords(reservation)
  if (reservation.nextDueOn !== null)
    return { dueOn: reservation.nextDueOn, basis: `The date that ${said} set.` }
  const counted = period ?? byDefault
  const dueOn = shiftedWithin(reservation.on, spanOf(counted), 1)
  if (dueOn === undefined) return undefined
  const source = period === null ? ', by article 20(5) of the Vienna Convention on the Law of Treaties' : ''
  const rule = `${describePeriod(counted)} after ${said}${source}`
  const isTheirs = reservation.organisationId !== null
  if (isTheirs && consent !== undefined && earliestDay(consent.on) > latestDay(dueOn))
    return {
      dueOn: consent.on,
      basis: `The later of ${describeDueDate(dueOn)}, ${rule}, and of our own consent to be bound, ${happenedInWords(consent)}.`,
    }
  return { dueOn, basis: `${rule}. Whoever has not objected by then has accepted it.` }
}
