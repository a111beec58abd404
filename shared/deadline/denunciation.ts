import { happenedInWords } from '../event/event-in-words.ts'
import { type DatedFact, datedFacts } from '../event/instrument.ts'
import type { Agreement } from '../record/agreement.ts'
import { shiftedWithin } from '../schedule/dated-events.ts'
import { describePeriod, type Period, spanOf } from '../time/period.ts'
import { slotOfEvent } from './deadline.ts'
import type { RecordState } from './record-state.ts'
import type { RuledDeadline } from './ruled-deadline.ts'

/** VCLT, article 56(2), where the agreement names no notice. */
const byDefault: Period = 'P12M'

/**
 * Whether a denunciation ends the agreement for us: our own, which names no party, or that of the other one of two.
 * Others leave a multilateral agreement to the rest; so they do where nobody has written who the parties are.
 */
export function endsForUs({ parties }: Pick<Agreement, 'parties'>, { organisationId }: DatedFact): boolean {
  return organisationId === null || parties.length === 2
}

/** When a denunciation or a withdrawal takes effect where no term decides: after the notice that is owed. */
export function effectOf(
  { notice }: Pick<Agreement, 'notice'>,
  fact: DatedFact,
): Pick<RuledDeadline, 'dueOn' | 'basis'> | undefined {
  const said = happenedInWords(fact)
  if (fact.nextDueOn !== null) return { dueOn: fact.nextDueOn, basis: `the date that ${said} set` }
  const period = notice ?? byDefault
  const source = notice === null ? ', by article 56(2) of the Vienna Convention on the Law of Treaties' : ''
  const dueOn = shiftedWithin(fact.on, spanOf(period), 1)
  return dueOn && { dueOn, basis: `${describePeriod(period)} after ${said}${source}` }
}

/** When others leave an agreement that goes on without them. */
export function departures({ record, events }: RecordState): readonly RuledDeadline[] {
  if (record.kind !== 'agreement') return []
  return datedFacts(events, 'denunciation', 'withdrawal')
    .filter((fact) => !endsForUs(record, fact))
    .flatMap((fact) => {
      const effect = effectOf(record, fact)
      if (effect === undefined) return []
      const basis = `${effect.basis.charAt(0).toUpperCase()}${effect.basis.slice(1)}.`
      const key = { kind: 'term_end', slot: slotOfEvent(fact.id) } as const
      return [{ key, title: `The ${fact.kind} of a party takes effect`, dueOn: effect.dueOn, basis }]
    })
}
