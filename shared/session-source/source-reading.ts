import type { KeptSession, WholeOrganisation } from '../organisation/organisation-store.ts'
import type { PublishedEvent } from '../organisation/published-calendar.ts'
import {
  type EventOrdinals,
  type EventOutcome,
  type MappingAdvice,
  type SessionRevision,
  sessionsPublished,
} from '../organisation/session-import.ts'
import type { Day } from '../time/day.ts'
import type { SessionSource, SourceEvent } from './session-source.ts'

export type Reading = {
  readonly events: readonly SourceEvent[]
  readonly revisions: readonly SessionRevision[]
}

/**
 * What a calendar that is read again and again makes of the sessions. It brings what it says anew, and nothing that it
 * said before: where a person has recorded other days since, theirs stand.
 */
export function readingOf(
  whole: WholeOrganisation,
  published: readonly PublishedEvent[],
  source: Pick<SessionSource, 'ordinals' | 'leaveOut'>,
  previous: readonly SourceEvent[],
  today: Day,
): Reading {
  const told = new Map(previous.flatMap((each) => (hasDays(each) ? [[each.ordinal, each] as const] : [])))
  const judged = sessionsPublished(whole, published, mappedBy(source), sourceAdvice).map(
    ({ outcome, revision }) => {
      const isKept = revision !== undefined && isOverruled(outcome, told.get(outcome.ordinal))
      return isKept ? { event: kept(outcome) } : { event: outcome, revision }
    },
  )
  const present = new Set(judged.map(({ event }) => event.ordinal))
  const vanished = previous.flatMap((each) => {
    const session = whole.sessions.find(({ ordinal }) => ordinal === each.ordinal)
    const isGone = wasThere(each) && !present.has(each.ordinal)
    return isGone && session !== undefined && session.opensOn >= today ? [gone(each, session)] : []
  })
  return {
    events: [...judged.map(({ event }) => event), ...vanished],
    revisions: judged.flatMap(({ revision }) => revision ?? []),
  }
}

function mappedBy({ ordinals, leaveOut }: Pick<SessionSource, 'ordinals' | 'leaveOut'>): EventOrdinals {
  return { ...ordinals, ...Object.fromEntries(leaveOut.map((name) => [name, null])) }
}

const sourceAdvice: MappingAdvice = {
  unclear: () => 'Say which session it is in ordinals, by its UID or summary, or name it in leaveOut.',
  twice: 'Name all but one of them in leaveOut, by their UIDs.',
}

/** What a person has to decide on: a session that is yet to come, and of which the calendar says that it is not held. */
export function isInQuestion({ outcome, ordinal, from, to }: SourceEvent, today: Day): boolean {
  const isUnclear = outcome === 'vanished' || outcome === 'cancelled' || outcome === 'refused'
  const day = (from ?? to)?.opensOn
  return isUnclear && ordinal !== null && day !== undefined && day >= today
}

/** What is in question now and was not at the reading before. */
export function newQuestions(
  now: readonly SourceEvent[],
  before: readonly SourceEvent[],
  today: Day,
): readonly SourceEvent[] {
  const key = ({ outcome, ordinal }: SourceEvent) => `${outcome} ${ordinal}`
  const known = new Set(before.filter((each) => isInQuestion(each, today)).map(key))
  return now.filter((each) => isInQuestion(each, today) && !known.has(key(each)))
}

const taken: readonly SourceEvent['outcome'][] = ['create', 'update', 'unchanged', 'kept']

function hasDays({ outcome, to }: SourceEvent): boolean {
  return taken.includes(outcome) && to !== null
}

function wasThere(event: SourceEvent): boolean {
  return hasDays(event) || event.outcome === 'vanished'
}

/** Whether the calendar says what it has said before, and the record has been something else since. */
function isOverruled({ from, to }: EventOutcome, before: SourceEvent | undefined): boolean {
  if (before === undefined || before.to === null || to === null) return false
  return isOfSameDays(before.to, to) && (from === null || !isOfSameDays(before.to, from))
}

type Dates = NonNullable<EventOutcome['to']>

function isOfSameDays(a: Dates, b: Dates): boolean {
  return a.opensOn === b.opensOn && a.closesOn === b.closesOn
}

function kept(event: EventOutcome): SourceEvent {
  const reason =
    event.from === null
      ? 'Somebody has removed the session since it was read.'
      : 'Somebody has recorded other days since it was read.'
  return {
    ...event,
    outcome: 'kept',
    fault: { reason, remedy: 'That stands until the calendar changes. Record its days, if they are right.' },
  }
}

function gone({ uid, summary, ordinal }: SourceEvent, session: KeptSession): SourceEvent {
  const { opensOn, closesOn = null, status } = session
  const fault = {
    reason: 'It is no longer in the calendar.',
    remedy: 'What is recorded stays. Remove the session, or record when it is held instead.',
  }
  return { uid, summary, ordinal, outcome: 'vanished', from: { opensOn, closesOn, status }, to: null, fault }
}
