import * as z from 'zod'
import { PersonId } from '../identity/id.ts'
import { EmailAddress, Title } from '../text/text.ts'

/** A member of the team. */
export const Person = z.strictObject({
  name: Title,
  email: EmailAddress,
  role: z.enum(['viewer', 'editor', 'administrator']).default('editor'),
})
export type Person = z.output<typeof Person>

export const KeptPerson = Person.extend({ id: PersonId, version: z.int().min(1) })
export type KeptPerson = z.output<typeof KeptPerson>
