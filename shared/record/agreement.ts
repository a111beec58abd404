import * as z from 'zod'
import { OrganisationId, RecordId } from '../identity/id.ts'
import { Label, Reference, Title } from '../text/text.ts'
import { ImpreciseDay } from '../time/imprecise-day.ts'
import { Offset, Period } from '../time/period.ts'
import { recordFields } from './record-fields.ts'
import { RecordTerm } from './record-term.ts'

/** Who has undertaken what: an organisation that is kept here, or a name, in a capacity. */
export const Party = z
  .strictObject({
    organisationId: OrganisationId.nullable().default(null),
    name: Title.nullable().default(null),
    capacity: Label.nullable().default(null),
  })
  .refine((party) => (party.organisationId === null) !== (party.name === null), {
    error: 'Give the organisationId of the party, or its name where it is not kept here.',
  })
export type Party = z.output<typeof Party>

/** Where others have recorded the agreement. */
const References = z.strictObject({
  /** Registration with the Secretariat, Article 102 of the Charter. */
  registration: Reference.nullable().default(null),
  /** Volume and page of the United Nations Treaty Series. */
  unts: Reference.nullable().default(null),
  /** Note verbale. */
  note: Reference.nullable().default(null),
  /** Number in a national registry. */
  registry: Reference.nullable().default(null),
})

/** When an agreement enters into force, as its final clauses say. */
export const EntryIntoForce = z.strictObject({
  /** How many instruments it takes. Null: it is in force, or its date is recorded as an event. */
  instruments: z.int().min(1).max(1000).nullable().default(null),
  /** How long after the last of them. */
  delay: Offset.default('P0D'),
  /** How long after its own instrument for a party that comes later. Null: as `delay`. */
  partyDelay: Offset.nullable().default(null),
})
export type EntryIntoForce = z.output<typeof EntryIntoForce>

/** A treaty, memorandum, declaration, statement, programme or project. Terms of the UN Treaty Collection glossary. */
export const Agreement = z.strictObject({
  title: Title,
  type: z.enum([
    'treaty',
    'convention',
    'protocol',
    'memorandum',
    'declaration',
    'statement',
    'programme',
    'project',
    'other',
  ]),
  parties: z.array(Party).max(300),
  bindingness: z.enum(['treaty', 'contract', 'political', 'inter_institutional']).nullable().default(null),
  signedOn: ImpreciseDay.nullable().default(null),
  /** How many instruments a collection holds, where they are not recorded one by one. */
  count: z.int().min(1).max(1_000_000).nullable().default(null),
  references: References.nullable().default(null),
  depositary: Title.nullable().default(null),
  /** The initial term, then its renewals. */
  terms: z.array(RecordTerm).max(100).default([]),
  renewal: z.enum(['none', 'tacit', 'express']).default('none'),
  renewalPeriod: Period.nullable().default(null),
  /** How long before the end of a term notice has to be given. */
  notice: Period.nullable().default(null),
  /** How long an agreement without an end lasts at least. */
  minimumTerm: Period.nullable().default(null),
  /** How long before the last day to give notice (or the end of the term) it should be decided what to do. */
  decideBefore: Period.nullable().default(null),
  entryIntoForce: EntryIntoForce.nullable().default(null),
  /** How long the others may object to a reservation. Null: twelve months (VCLT, article 20(5)). */
  objectionPeriod: Period.nullable().default(null),
  relatedIds: z.array(RecordId).max(100).default([]),
  ...recordFields,
})
export type Agreement = z.output<typeof Agreement>
