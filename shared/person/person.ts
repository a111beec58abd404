import * as z from 'zod'
import { PersonId } from '../identity/id.ts'
import { EmailAddress, Title } from '../text/text.ts'

export const Role = z.enum(['viewer', 'editor', 'administrator'])
export type Role = z.output<typeof Role>

/** A member of the team. */
export const Person = z.strictObject({
  name: Title,
  email: EmailAddress,
  role: Role.default('editor'),
})
export type Person = z.output<typeof Person>

export const PersonStatus = z.enum(['active', 'removed'])

export const KeptPerson = Person.extend({
  id: PersonId,
  /** Somebody who was removed is let in no more; the history still names them. */
  status: PersonStatus.default('active'),
  /** Whether somebody signs in as this person, by a sign-in that was linked with an invitation. */
  signsIn: z.boolean().default(false),
  version: z.int().min(1),
})
export type KeptPerson = z.output<typeof KeptPerson>
