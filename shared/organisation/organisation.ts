import * as z from 'zod'
import { OrganisationId } from '../identity/id.ts'
import { Label, Link, Note, Title } from '../text/text.ts'
import { earliestDay, ImpreciseDay, IntervalEnd, latestDay } from '../time/imprecise-day.ts'
import { SessionRule } from './session.ts'

/** From when to when, each end as precisely as it is known. An unknown end is null, an open one "..". */
export const Term = z
  .strictObject({
    startsOn: ImpreciseDay.nullable().default(null),
    endsOn: IntervalEnd.default(null),
  })
  .refine(
    ({ startsOn, endsOn }) =>
      startsOn === null || endsOn === null || endsOn === '..' || earliestDay(startsOn) <= latestDay(endsOn),
    {
      path: ['endsOn'],
      error: 'The end lies before the start.',
    },
  )
export type Term = z.output<typeof Term>

/** A body, agency, State or authority that the team deals with. */
export const Organisation = z.strictObject({
  name: Title,
  shortName: Label.nullable().default(null),
  kind: z
    .enum(['state', 'intergovernmental', 'un_body', 'agency', 'ngo', 'national_authority', 'other'])
    .default('other'),
  parentId: OrganisationId.nullable().default(null),
  areas: z.array(Label).max(50).default([]),
  presence: Term.nullable().default(null),
  links: z.array(Link).max(50).default([]),
  note: Note.nullable().default(null),
  /** When the body ceased to exist, or will: what is held in it ends with it. */
  abolishedOn: ImpreciseDay.nullable().default(null),
  sessionRules: z.array(SessionRule).max(20).default([]),
})
export type Organisation = z.output<typeof Organisation>
