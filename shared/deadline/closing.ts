import { happenedInWords } from '../event/event-in-words.ts'
import { type DatedFact, datedFacts } from '../event/instrument.ts'
import { withArticle } from '../schedule/session-slots.ts'
import { type DueDate, describeDueDate, earliestDay } from '../time/imprecise-day.ts'
import { effectOf, endsForUs } from './denunciation.ts'
import type { RecordState, Surroundings } from './record-state.ts'

/** What ends a record: on a date, or with the first term that notice was still given in time for. */
export type Closings = {
  readonly on: { readonly dueOn: DueDate; readonly basis: string } | undefined
  readonly denounced: DatedFact | undefined
}

/** The earliest date by which something has ended the record, and the first denunciation that sets none. */
export function closingsOf(state: RecordState, around: Surroundings): Closings {
  const { record, events } = state
  if (record.kind === 'commitment') return { on: undefined, denounced: undefined }
  const dates = datedFacts(events, 'termination')
    .filter(({ organisationId }) => organisationId === null)
    .map((fact) => ({ dueOn: fact.nextDueOn ?? fact.on, basis: `the end by ${happenedInWords(fact)}` }))
  if (record.kind === 'membership') {
    const left = datedFacts(events, 'withdrawal').map((fact) => ({
      dueOn: fact.nextDueOn ?? fact.on,
      basis: `the end by ${happenedInWords(fact)}`,
    }))
    return {
      on: earliestOf([...dates, ...left, ...abolition(record.organisationId, around)]),
      denounced: undefined,
    }
  }
  const facts = datedFacts(events, 'denunciation', 'withdrawal').filter((fact) => endsForUs(record, fact))
  const withDate = facts.flatMap((fact) => (fact.nextDueOn === null ? [] : (effectOf(record, fact) ?? [])))
  return {
    on: earliestOf([...dates, ...withDate]),
    denounced: facts.find(({ nextDueOn }) => nextDueOn === null),
  }
}

function abolition(organisationId: string, around: Surroundings) {
  const body = around.sessions(organisationId)
  if (!body?.abolishedOn) return []
  const name = withArticle(body.organisationName)
  const on = describeDueDate(body.abolishedOn)
  return [{ dueOn: body.abolishedOn, basis: `the abolition of ${name}, ${on}` }]
}

/** Of dates that end the same thing, the one that does. */
export function earliestOf<Dated extends { readonly dueOn: DueDate }>(
  dates: readonly Dated[],
): Dated | undefined {
  return [...dates].sort((a, b) => (earliestDay(a.dueOn) < earliestDay(b.dueOn) ? -1 : 1))[0]
}
