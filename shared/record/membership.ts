import * as z from 'zod'
import { OrganisationId } from '../identity/id.ts'
import { Title } from '../text/text.ts'
import { ImpreciseDay } from '../time/imprecise-day.ts'
import { recordFields } from './record-fields.ts'
import { RecordTerm } from './record-term.ts'

export const MembershipRole = z.enum([
  'member',
  'elected_member',
  'observer',
  'participant',
  'chair',
  'vice_chair',
  'rapporteur',
  'candidate',
  'other',
])

/** A seat, role or status in a body. */
export const Membership = z.strictObject({
  /** Null: made from the organisation and the role. */
  title: Title.nullable().default(null),
  organisationId: OrganisationId,
  role: MembershipRole,
  terms: z.array(RecordTerm).max(100).default([]),
  /** A day on which the role is known to have been held, where its ends are not known. */
  asOf: ImpreciseDay.nullable().default(null),
  candidatureDueOn: ImpreciseDay.nullable().default(null),
  electionOn: ImpreciseDay.nullable().default(null),
  ...recordFields,
})
export type Membership = z.output<typeof Membership>

/** The title of a membership that was given none: 'UNHCR: elected member'. */
export function membershipTitle(organisationName: string, role: Membership['role']): string {
  return `${[...organisationName].slice(0, 250).join('')}: ${role.replaceAll('_', ' ')}`
}
