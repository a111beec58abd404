import * as z from 'zod'
import { RecordId } from '../identity/id.ts'
import { sessionDependencies } from '../schedule/occurrences.ts'
import { Day } from '../time/day.ts'
import { Instant } from '../time/instant.ts'
import { Agreement } from './agreement.ts'
import { Commitment } from './commitment.ts'
import { Membership } from './membership.ts'

/** What clients write of each kind of record. */
export const recordInputs = { agreement: Agreement, membership: Membership, commitment: Commitment } as const
export const RecordKind = z.enum(['agreement', 'membership', 'commitment'])
export type RecordKind = z.output<typeof RecordKind>

const kept = {
  id: RecordId,
  status: z.enum(['active', 'archived']),
  /** Raised by every change of the facts; the ETag. */
  version: z.int().min(1),
  createdAt: Instant,
  updatedAt: Instant,
  trackedFrom: Day,
}

/** What the team keeps: an agreement, a membership or a commitment, as it is stored and answered. */
export const TrackedRecord = z.discriminatedUnion('kind', [
  Agreement.extend({ kind: z.literal('agreement'), ...kept }),
  Membership.extend({ kind: z.literal('membership'), ...kept, title: Agreement.shape.title }),
  Commitment.extend({ kind: z.literal('commitment'), ...kept }),
])
export type TrackedRecord = z.output<typeof TrackedRecord>

/** The organisations that a record names, each once. */
export function organisationIdsOf(record: TrackedRecord) {
  const named =
    record.kind === 'agreement'
      ? record.parties.map(({ organisationId }) => organisationId)
      : [record.organisationId]
  return [...new Set(named)].filter((id) => id !== null)
}

/** The organisations whose sessions, or whose end, move the dates of a record, each once. */
export function bodiesOf(record: TrackedRecord): string[] {
  if (record.kind === 'commitment') return sessionDependencies(record.schedule)
  const ties = record.terms.flatMap(({ endsAtSession }) => endsAtSession?.organisationId ?? [])
  return [...new Set(record.kind === 'membership' ? [record.organisationId, ...ties] : ties)]
}

/** The people who answer for a record, each once. */
export function personIdsOf({ ownerId, deputyId, supervisorId }: TrackedRecord) {
  const named = [ownerId, deputyId, supervisorId]
  return [...new Set(named)].filter((id) => id !== null)
}
