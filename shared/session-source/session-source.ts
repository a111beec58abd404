import * as z from 'zod'
import { OrganisationId, PersonId } from '../identity/id.ts'
import { SessionOrdinal } from '../organisation/session.ts'
import { EventOutcome } from '../organisation/session-import.ts'
import { Instant } from '../time/instant.ts'
import { Zone } from '../time/zone.ts'

/** So many events of a calendar are told which session they are of. */
const mostOrdinals = 300

/** Where a body publishes its sessions as an iCalendar, and how that is to be read. */
export const SessionSource = z.strictObject({
  /** Calendars are often named by webcal:, which is https: by another name. */
  url: z
    .string({ error: 'Write the https address of the calendar.' })
    .max(2_000)
    .overwrite((text) => text.trim().replace(/^webcals?:/i, 'https:'))
    .meta({ format: 'uri' }),
  /** Of times in UTC, where the calendar names no zone itself. */
  zone: Zone.nullable().default(null),
  /** Which session events are of whose title does not say it, by UID or summary. */
  ordinals: z
    .record(z.string().max(500), SessionOrdinal)
    .refine((ordinals) => Object.keys(ordinals).length <= mostOrdinals, {
      error: `Tell at most ${mostOrdinals} events which session they are of.`,
    })
    .default({}),
  /** Events that are of no session, by UID or summary. */
  leaveOut: z.array(z.string().max(500)).max(mostOrdinals).default([]),
})
export type SessionSource = z.output<typeof SessionSource>

/** Since when, how often and why the address could not be read, and when people were told of it. */
const Failing = z.strictObject({
  since: Instant,
  tries: z.int().min(1),
  why: z.string(),
  toldAt: Instant.nullable(),
})

/** A source as it is kept, and how reading it goes. */
export const KeptSource = SessionSource.extend({
  organisationId: OrganisationId,
  /** Who answers for it: they are told what needs a decision. */
  createdBy: PersonId,
  createdAt: Instant,
  updatedAt: Instant,
  /** Raised by every change of what it is, and not by reading it. */
  version: z.int().min(1),
  lastReadAt: Instant,
  nextReadAt: Instant,
  failing: Failing.nullable(),
  /** How many events of the last reading need a person's decision. */
  inQuestion: z.int().min(0),
})
export type KeptSource = z.output<typeof KeptSource>

/**
 * What became of one event at a reading. `kept`: the calendar says what it said before, and somebody has recorded
 * something else since, which stands. `vanished`: it was there before and is no longer, and its day is yet to come.
 */
export const SourceEvent = EventOutcome.extend({
  outcome: z.enum([...EventOutcome.shape.outcome.options, 'kept', 'vanished']),
})
export type SourceEvent = z.output<typeof SourceEvent>
