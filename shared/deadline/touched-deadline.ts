import * as z from 'zod'
import { PersonId } from '../identity/id.ts'
import { Label, Link, Note, Title } from '../text/text.ts'
import { Day } from '../time/day.ts'
import { DueDate } from '../time/imprecise-day.ts'
import { Instant } from '../time/instant.ts'
import { TimeOfDay, Zone } from '../time/zone.ts'
import { ReportingPeriod } from './reporting-period.ts'

/** What proves that something was done: a link, or a reference in words. */
export const Evidence = z.union([Link, Note])
export type Evidence = z.output<typeof Evidence>

/** What became of a deadline. A date, a reason or evidence exists only on the states that have it. */
export const Outcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('open') }),
  z.strictObject({
    status: z.literal('done'),
    on: Day,
    note: Note.nullable(),
    evidence: z.array(Evidence),
    /** The deadline whose completion closed this one too. */
    closedBy: z.string().nullable(),
  }),
  z.strictObject({ status: z.literal('waived'), reason: Note.nullable() }),
  z.strictObject({ status: z.literal('cancelled'), reason: Note.nullable() }),
])
export type Outcome = z.output<typeof Outcome>

/** An hour on the clocks of a zone, by which something is due on its day. */
export const Hour = z.strictObject({ time: TimeOfDay, zone: Zone })
export type Hour = z.output<typeof Hour>

/** That somebody knows of a deadline. */
export const Acknowledgement = z.strictObject({ at: Instant, by: PersonId })
export type Acknowledgement = z.output<typeof Acknowledgement>

/**
 * What is stored of a deadline that somebody touched, keyed by its immutable slot, as RFC 5545 does with
 * RECURRENCE-ID. A deadline that nobody touched is computed, and nothing of it is stored.
 */
export const TouchedDeadline = z.strictObject({
  key: z.string(),
  version: z.int().min(1),
  /** The date that the rule gave when it was first touched; what it falls back on where the rule gives none now. */
  ruleDueOn: DueDate.nullable(),
  ruleBasis: z.string(),
  /** What else the rule gave then. */
  ruled: z
    .strictObject({
      title: Title,
      hour: Hour.nullable(),
      rotationMember: Label.nullable(),
      reportingPeriod: ReportingPeriod.nullable(),
    })
    .nullable()
    .default(null),
  outcome: Outcome,
  /** A date that replaces the rule's; null within it: postponed, with no new date yet. */
  moved: z
    .strictObject({
      dueOn: DueDate.nullable(),
      reason: Note.nullable(),
      /** The day on which it was moved: from then on what has no date is reviewed. */
      on: Day.nullable().default(null),
    })
    .nullable(),
  /** Not of the rule: entered by hand. */
  added: z
    .strictObject({
      title: Title.nullable(),
      reason: Note.nullable(),
      /** How many were added before it, where there is no rule that counts. */
      place: z.int().min(0).nullable().default(null),
    })
    .nullable(),
  ownerId: PersonId.nullable(),
  acknowledged: Acknowledgement.nullable(),
  snoozedUntilOn: Day.nullable(),
  /** When somebody last moved, assigned, reopened or added it: what was reached by then is announced after it. */
  arrangedAt: Instant.nullable().default(null),
})
export type TouchedDeadline = z.output<typeof TouchedDeadline>
