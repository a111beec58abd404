import * as z from 'zod'
import { Day, dayNumber } from '../time/day.ts'
import { isDateless } from '../time/recurrence.ts'
import { RecurrenceText, recurrenceRule } from '../time/recurrence-text.ts'

const ORDINAL_ADVICE = 'Write the number of the session, a whole number from 1 to 1,000,000.'

/** The number of a session within its organisation: 81 for the eighty-first. */
export const SessionOrdinal = z
  .int({ error: ORDINAL_ADVICE })
  .min(1, ORDINAL_ADVICE)
  .max(1_000_000, ORDINAL_ADVICE)

/** A numbered meeting of an organisation, as recorded: announced, settled, or moved from where it was. */
export const Session = z
  .strictObject({
    ordinal: SessionOrdinal,
    opensOn: Day,
    closesOn: Day.nullish(),
    status: z.enum(['estimated', 'confirmed', 'moved']).default('confirmed'),
  })
  .refine(({ opensOn, closesOn }) => typeof closesOn !== 'string' || closesOn >= opensOn, {
    path: ['closesOn'],
    error: 'A session closes on or after the day on which it opens.',
  })
export type Session = z.output<typeof Session>

/**
 * When an organisation's sessions open, for those that are not recorded: from `validFrom` until the next rule's. The
 * first opening that the rule gives on or after `validFrom` is session number `firstOrdinal`.
 */
export const SessionRule = z
  .strictObject({
    validFrom: Day,
    rrule: RecurrenceText,
    firstOrdinal: SessionOrdinal,
  })
  .superRefine(({ validFrom, rrule }, context) => {
    // Zod asks also where a field is wrong, and then there is no rule to be read.
    if (context.issues.length > 0 || !isDateless(recurrenceRule(rrule), dayNumber(validFrom))) return
    const message = 'This rule gives no day at all, as 30 February would. Write one that gives a day.'
    context.addIssue({ code: 'custom', path: ['rrule'], message })
  })
export type SessionRule = z.output<typeof SessionRule>
