import { happenedInWords } from '../event/event-in-words.ts'
import {
  type DatedFact,
  datedFacts,
  type Instrument,
  instrumentsOf,
  undatedInstruments,
} from '../event/instrument.ts'
import type { EntryIntoForce } from '../record/agreement.ts'
import { dateOfNth } from '../schedule/nth-slots.ts'
import { countInWords, ordinalInWords } from '../time/day-in-words.ts'
import {
  type DueDate,
  describeDueDate,
  earliestDay,
  latestDay,
  shiftedInCalendar,
  spanned,
} from '../time/imprecise-day.ts'
import { describeOffset } from '../time/period.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import { slotOfEvent } from './deadline.ts'
import type { RecordState } from './record-state.ts'
import type { RuledDeadline } from './ruled-deadline.ts'

/** A date and why it is that, as the end of a sentence. */
type Reasoned = { readonly dueOn: DueDate; readonly basis: string }

/** The slot of general entry into force: there is only ever one. */
const general = 'general'

/**
 * When an agreement enters into force: generally, and for each party that comes later, never before it does generally
 * (VCLT, article 24). What is recorded as an event goes before what is computed. A party that is bound from the day of
 * general entry into force has no deadline besides that one.
 */
export function entriesIntoForce(
  { record, events }: RecordState,
  calendar: WorkingCalendar,
): readonly RuledDeadline[] {
  if (record.kind !== 'agreement') return []
  const instruments = instrumentsOf(events)
  const recorded = datedFacts(events, 'entry_into_force')
  const rule = record.entryIntoForce
  const generally = generalDate(rule, instruments, recorded, undatedInstruments(events), calendar)
  const parties = instruments.flatMap((instrument) => {
    const date = partyDate(rule, instrument, recorded, generally, calendar)
    return date === undefined
      ? []
      : [deadline(slotOfEvent(instrument.id), 'Entry into force for a party', date)]
  })
  return generally === undefined ? parties : [deadline(general, 'Entry into force', generally), ...parties]
}

/** `nth` is the instrument that brings it about: the parties up to it are bound from that day. */
type General = Reasoned & { readonly nth: DueDate | undefined }

function generalDate(
  rule: EntryIntoForce | null,
  instruments: readonly Instrument[],
  recorded: readonly DatedFact[],
  undated: number,
  calendar: WorkingCalendar,
): General | undefined {
  const facts = instruments.map(({ fact }) => fact)
  const nth = rule?.instruments ? dateOfNth(facts, rule.instruments) : undefined
  const fact = recorded.find(({ organisationId }) => organisationId === null)
  if (fact !== undefined) return { dueOn: fact.on, basis: `${happenedInWords(fact)}, as recorded`, nth }
  const dueOn = rule && nth && shiftedInCalendar(nth, rule.delay, calendar)
  if (!rule?.instruments || nth === undefined || !dueOn) return undefined
  const uncounted =
    undated === 0 ? '' : `, not counting ${countInWords(undated, 'instrument')} without a date`
  const which = `the ${ordinalInWords(rule.instruments)} instrument, ${describeDueDate(nth)}`
  return { dueOn, basis: `${describeOffset(rule.delay)} ${which}${uncounted}`, nth }
}

function isAmongTheFirst({ on }: DatedFact, { nth }: General): boolean {
  return nth !== undefined && earliestDay(on) <= earliestDay(nth) && latestDay(on) <= latestDay(nth)
}

/** Undefined where there is no date yet, or general entry into force is the party's own. */
function partyDate(
  rule: EntryIntoForce | null,
  { party, fact }: Instrument,
  recorded: readonly DatedFact[],
  generally: General | undefined,
  calendar: WorkingCalendar,
): Reasoned | undefined {
  const known = party === null ? undefined : recorded.find(({ organisationId }) => organisationId === party)
  if (known !== undefined) return { dueOn: known.on, basis: `${happenedInWords(known)}, as recorded` }
  if (rule === null || (generally === undefined && rule.instruments !== null)) return undefined
  if (generally !== undefined && isAmongTheFirst(fact, generally)) return undefined
  const own = ownDate(rule, fact, calendar)
  if (own === undefined || generally === undefined) return own
  return latestDay(own.dueOn) <= latestDay(generally.dueOn) ? undefined : notBefore(own, generally)
}

function ownDate(rule: EntryIntoForce, fact: DatedFact, calendar: WorkingCalendar): Reasoned | undefined {
  if (fact.nextDueOn !== null)
    return { dueOn: fact.nextDueOn, basis: `the date that ${happenedInWords(fact)} set` }
  const delay = rule.partyDelay ?? rule.delay
  const dueOn = shiftedInCalendar(fact.on, delay, calendar)
  return dueOn && { dueOn, basis: `${describeOffset(delay)} ${happenedInWords(fact)}` }
}

/** Of imprecise dates, the first day is compared with the first and the last with the last. */
function notBefore(own: Reasoned, generally: Reasoned): Reasoned {
  const isCertain = earliestDay(own.dueOn) >= latestDay(generally.dueOn)
  if (isCertain) return own
  const [first = earliestDay(own.dueOn)] = [own, generally]
    .map(({ dueOn }) => earliestDay(dueOn))
    .sort()
    .reverse()
  const reason = `not before general entry into force, ${describeDueDate(generally.dueOn)}`
  return { dueOn: spanned(first, latestDay(own.dueOn)), basis: `${own.basis}, ${reason}` }
}

function deadline(slot: string, title: string, { dueOn, basis }: Reasoned): RuledDeadline {
  const sentence = `${basis.charAt(0).toUpperCase()}${basis.slice(1)}.`
  return { key: { kind: 'entry_into_force', slot }, title, dueOn, basis: sentence }
}
