import type { OrganisationId } from '../identity/id.ts'
import { earliestDay, type ImpreciseDay } from '../time/imprecise-day.ts'
import type { EventKind, KeptEvent } from './event.ts'

/** An event that has a date. */
export type DatedFact = KeptEvent & { readonly on: ImpreciseDay }

/**
 * The act by which one party consents to be bound, at the date that counts: that of its deposit where one is recorded,
 * else its own. `party` is null where the event names none: the instrument is our own.
 */
export type Instrument = {
  readonly id: KeptEvent['id']
  readonly party: OrganisationId | null
  readonly fact: DatedFact
}

/** VCLT, articles 11 to 15; succession as in VCST, article 17. */
const consents: ReadonlySet<EventKind> = new Set([
  'ratification',
  'acceptance',
  'approval',
  'accession',
  'succession',
  'formal_confirmation',
  'signature_definitive',
])

/**
 * The instruments of an agreement by date. A deposit belongs to the act of the same party before it. What a party has
 * done that no longer exists still counts, and of one party its first.
 */
export function instrumentsOf(events: readonly KeptEvent[]): Instrument[] {
  const found: { id: KeptEvent['id']; party: OrganisationId | null; act: DatedFact; deposit?: DatedFact }[] =
    []
  for (const fact of datedFacts(events)) {
    const { kind, organisationId: party } = fact
    const own = found.filter((each) => each.party === party)
    if (kind === 'deposit') {
      const waiting = own.findLast(({ deposit }) => deposit === undefined)
      if (waiting !== undefined && waiting.act.kind !== 'deposit') waiting.deposit = fact
      else if (party === null || own.length === 0) found.push({ id: fact.id, party, act: fact })
    } else if (consents.has(kind) && (party === null || own.length === 0)) {
      found.push({ id: fact.id, party, act: fact })
    }
  }
  return found
    .map(({ id, party, act, deposit }) => ({ id, party, fact: deposit ?? act }))
    .sort((a, b) => inOrder(a.fact, b.fact))
}

/** How many instruments are recorded whose date is not. */
export function undatedInstruments(events: readonly KeptEvent[]): number {
  return events.filter(({ kind, on }) => on === null && consents.has(kind)).length
}

/** The events that have a date, in its order. */
export function datedFacts(events: readonly KeptEvent[], ...kinds: readonly EventKind[]): DatedFact[] {
  return events
    .flatMap((event) => {
      const isWanted = kinds.length === 0 || kinds.includes(event.kind)
      return isWanted && event.on !== null ? [{ ...event, on: event.on }] : []
    })
    .sort(inOrder)
}

function inOrder(a: DatedFact, b: DatedFact): number {
  const [first, second] = [earliestDay(a.on), earliestDay(b.on)]
  if (first !== second) return first < second ? -1 : 1
  // A deposit on the day of the act follows it.
  return Number(a.kind === 'deposit') - Number(b.kind === 'deposit') || (a.id < b.id ? -1 : 1)
}
