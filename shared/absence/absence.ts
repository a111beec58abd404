import * as z from 'zod'
import { AbsenceId, PersonId } from '../identity/id.ts'
import { Note } from '../text/text.ts'
import { Day, daysBetween } from '../time/day.ts'

/** What a longer one would be: somebody who has left, or whose records are somebody else's. */
const longestDays = 366

/** That somebody is out of office, from a first day to a last one, both of them away; and who stands in. */
export const Absence = z
  .strictObject({
    startsOn: Day,
    endsOn: Day,
    /** Null: the deputy of each record; where it has none, the administrator who inherits. */
    standInId: PersonId.nullable().default(null),
    note: Note.nullable().default(null),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: 'The last day lies before the first.',
  })
  .refine(({ startsOn, endsOn }) => daysBetween(startsOn, endsOn) < longestDays, {
    path: ['endsOn'],
    error: `Write at most ${longestDays} days. Who is away for longer hands over what they answer for.`,
  })
export type Absence = z.output<typeof Absence>

export const KeptAbsence = z.strictObject({
  ...Absence.shape,
  id: AbsenceId,
  version: z.int().min(1),
})
export type KeptAbsence = z.output<typeof KeptAbsence>

/** When somebody is away; and where they have left the team, who came in their place, if anybody did. */
export const Whereabouts = z.strictObject({
  absences: z.array(KeptAbsence).default([]),
  left: z.strictObject({ successorId: PersonId.nullable() }).nullable().default(null),
})
export type Whereabouts = z.output<typeof Whereabouts>

/** The absence that a day falls into. */
export function absenceOn({ absences }: Whereabouts, day: Day): KeptAbsence | undefined {
  return absences.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
}

/** Whether two absences have a day in common. */
export function overlaps(a: Absence, b: Absence): boolean {
  return a.startsOn <= b.endsOn && b.startsOn <= a.endsOn
}
