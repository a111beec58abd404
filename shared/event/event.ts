import * as z from 'zod'
import { EventId, OrganisationId } from '../identity/id.ts'
import { Amount, Note, Reference } from '../text/text.ts'
import { ImpreciseDay } from '../time/imprecise-day.ts'
import { Instant } from '../time/instant.ts'

/** Facts of treaty action and of the life of a body or a commitment. Terms of the UN Treaty Collection glossary. */
export const EventKind = z.enum([
  'negotiation',
  'adoption',
  'signature',
  'signature_definitive',
  'signature_ad_referendum',
  'ratification',
  'acceptance',
  'approval',
  'accession',
  'succession',
  'formal_confirmation',
  'deposit',
  'entry_into_force',
  'provisional_application',
  'registration',
  'reservation',
  'declaration',
  'objection',
  'amendment',
  'denunciation',
  'withdrawal',
  'termination',
  'election',
  'term_start',
  'extension',
  'tabling',
  'submission',
  'payment',
  'meeting',
  'visit',
  'address',
  'contribution',
  'other',
])
export type EventKind = z.output<typeof EventKind>

/** A dated fact about a record or an organisation; the date as precisely as it is known, null where it is not. */
export const Event = z.strictObject({
  kind: EventKind,
  on: ImpreciseDay.nullable().default(null),
  organisationId: OrganisationId.nullable().default(null),
  note: Note.nullable().default(null),
  reference: Reference.nullable().default(null),
  amount: Amount.nullable().default(null),
  /** The next date that this outcome set: a committee's word on when the next report is due. */
  nextDueOn: ImpreciseDay.nullable().default(null),
})
export type Event = z.output<typeof Event>

export const KeptEvent = Event.extend({ id: EventId, version: z.int().min(1), createdAt: Instant })
export type KeptEvent = z.output<typeof KeptEvent>
