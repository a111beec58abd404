import * as z from 'zod'
import { FeedId, OrganisationId, PersonId } from '../identity/id.ts'
import { RecordKind } from '../record/record.ts'
import { Label, Title } from '../text/text.ts'
import { Instant } from '../time/instant.ts'

/** What a calendar feed shows: all that the team owes, or what is left by each of the filters that is given. */
export const Feed = z.strictObject({
  name: Title,
  /** What one person owns. */
  personId: PersonId.nullable().default(null),
  organisationId: OrganisationId.nullable().default(null),
  kind: RecordKind.nullable().default(null),
  area: Label.nullable().default(null),
  /** Without titles, names and reasons: whoever sees the calendar learns that something is due, and no more. */
  discreet: z.boolean().default(false),
})
export type Feed = z.output<typeof Feed>

export const KeptFeed = Feed.extend({ id: FeedId, createdBy: PersonId, createdAt: Instant })
export type KeptFeed = z.output<typeof KeptFeed>
