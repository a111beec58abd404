import * as z from 'zod'
import { OrganisationId } from '../identity/id.ts'
import { Term } from '../organisation/organisation.ts'
import { SessionOrdinal } from '../organisation/session.ts'

/** The opening or closing of a session, which a date follows wherever the session is moved. */
export const SessionEdge = z.strictObject({
  organisationId: OrganisationId,
  ordinal: SessionOrdinal,
  edge: z.enum(['opens', 'closes']).default('closes'),
})
export type SessionEdge = z.output<typeof SessionEdge>

/** A term of a record. It may end with a session: "until the close of the sixty-second session". */
export const RecordTerm = Term.safeExtend({ endsAtSession: SessionEdge.nullish() }).refine(
  ({ endsOn, endsAtSession }) => !endsAtSession || endsOn === null,
  {
    path: ['endsOn'],
    error: 'The end follows from the session. Leave endsOn out, or leave endsAtSession out.',
  },
)
export type RecordTerm = z.output<typeof RecordTerm>
