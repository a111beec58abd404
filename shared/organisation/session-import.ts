import * as z from 'zod'
import { Day } from '../time/day.ts'
import type { KeptSession, WholeOrganisation } from './organisation-store.ts'
import type { Fault, PublishedEvent } from './published-calendar.ts'
import { Session, SessionOrdinal } from './session.ts'
import { sessionNamed } from './session-name.ts'

const Dates = z.strictObject({
  opensOn: Day,
  closesOn: Day.nullable(),
  status: Session.shape.status.unwrap(),
})
type Dates = z.output<typeof Dates>

/** What becomes of one event of a published calendar. */
export const EventOutcome = z.strictObject({
  uid: z.string(),
  summary: z.string(),
  ordinal: SessionOrdinal.nullable(),
  /** `cancelled`: the calendar says so, and the session is left as it is. `left_out`: by the mapping. */
  outcome: z.enum(['create', 'update', 'unchanged', 'cancelled', 'left_out', 'refused']),
  /** As it is recorded; null: it is not. */
  from: Dates.nullable(),
  to: Dates.nullable(),
  fault: z.strictObject({ reason: z.string(), remedy: z.string() }).nullable(),
})
export type EventOutcome = z.output<typeof EventOutcome>

/** Which session an event is of, by its UID or its summary; null: of none. */
export const EventOrdinals = z.record(z.string(), z.union([z.null(), SessionOrdinal]))
export type EventOrdinals = z.output<typeof EventOrdinals>

export type SessionRevision = { readonly before: KeptSession | undefined; readonly after: KeptSession }
type Judged = { readonly outcome: EventOutcome; readonly revision?: SessionRevision }

/** How whoever sent a calendar says which session an event is of, where its title does not. */
export type MappingAdvice = { readonly unclear: (event: string) => string; readonly twice: string }

const uploadAdvice: MappingAdvice = {
  unclear: (event) =>
    `Say which session it is, or null for none: ordinals=${JSON.stringify({ [event]: null })}.`,
  twice: 'Map all but one of them to null with ordinals=, by their UIDs.',
}

/** What the events of a calendar make of the sessions of an organisation. Read again, they make nothing. */
export function sessionsPublished(
  { stored, sessions }: WholeOrganisation,
  events: readonly PublishedEvent[],
  mapped: EventOrdinals,
  advice: MappingAdvice = uploadAdvice,
): readonly Judged[] {
  const bodies = [stored.data.name, stored.data.shortName ?? '']
  const named = events.map((event) => ({
    event,
    name: nameOf(event, bodies, new Map(Object.entries(mapped))),
  }))
  const held = named.flatMap(({ event, name }) =>
    name !== null && 'ordinal' in name && event.status !== 'cancelled' ? [name.ordinal] : [],
  )
  return named.map(({ event, name }) => {
    const { uid, summary } = event
    const nothing = { uid, summary, ordinal: null, from: null, to: null, fault: null }
    if (name === null) return { outcome: { ...nothing, outcome: 'left_out' } }
    if ('unclear' in name)
      return refused(nothing, {
        reason: name.unclear,
        remedy: advice.unclear(uid || summary),
      })
    const { ordinal } = name
    const before = sessions.find((each) => each.ordinal === ordinal)
    const about = { ...nothing, ordinal, from: before === undefined ? null : datesOf(before) }
    const isTwice = event.status !== 'cancelled' && held.indexOf(ordinal) !== held.lastIndexOf(ordinal)
    return isTwice ? refused(about, twice(ordinal, advice)) : judged(event, about, before)
  })
}

function nameOf(
  { uid, summary }: PublishedEvent,
  bodies: readonly string[],
  mapped: Map<string, number | null>,
) {
  const told = mapped.has(uid) ? mapped.get(uid) : mapped.get(summary)
  if (told === null) return null
  if (told !== undefined) return { ordinal: told }
  const name = sessionNamed(summary, bodies)
  if ('unclear' in name || SessionOrdinal.safeParse(name.ordinal).success) return name
  return { unclear: `${name.ordinal} is no number of a session.` }
}

type About = Omit<EventOutcome, 'outcome'> & { readonly ordinal: number }

function judged({ status, days }: PublishedEvent, about: About, before: KeptSession | undefined): Judged {
  if (status === 'cancelled') return { outcome: { ...about, outcome: 'cancelled', fault: cancelled(before) } }
  if ('fault' in days) return refused(about, days.fault)
  const { opensOn } = days
  const kept = before?.closesOn ?? null
  const closesOn = days.closesOn ?? (kept !== null && kept >= opensOn ? kept : null)
  const to: Dates = { opensOn, closesOn, status: statusOf(before, opensOn, status === 'tentative') }
  if (about.from !== null && isSame(about.from, to))
    return { outcome: { ...about, outcome: 'unchanged', to } }
  const after = { ordinal: about.ordinal, ...to, version: (before?.version ?? 0) + 1 }
  const outcome = before === undefined ? 'create' : 'update'
  return { outcome: { ...about, outcome, to }, revision: { before, after } }
}

/** What was settled and opens on another day has moved, and stays so; what was announced may be settled. */
function statusOf(before: KeptSession | undefined, opensOn: Day, isTentative: boolean): Session['status'] {
  if (before === undefined || before.status === 'estimated') return isTentative ? 'estimated' : 'confirmed'
  return before.opensOn === opensOn ? before.status : 'moved'
}

function datesOf({ opensOn, closesOn = null, status }: KeptSession): Dates {
  return { opensOn, closesOn, status }
}

function isSame(a: Dates, b: Dates): boolean {
  return a.opensOn === b.opensOn && a.closesOn === b.closesOn && a.status === b.status
}

function refused(about: Omit<EventOutcome, 'outcome'>, fault: Fault): Judged {
  return { outcome: { ...about, outcome: 'refused', fault } }
}

function twice(ordinal: number, advice: MappingAdvice): Fault {
  return {
    reason: `More than one event is of session ${ordinal}.`,
    remedy: advice.twice,
  }
}

function cancelled(before: KeptSession | undefined): Fault {
  const remedy =
    before === undefined
      ? 'Nothing is recorded of it.'
      : 'What is recorded stays. Remove the session, or record when it is held instead.'
  return { reason: 'The calendar says that it is cancelled.', remedy }
}
