import { OrganisationId, PersonId } from '../../shared/identity/id.ts'
import { maySee } from '../../shared/record/may-see.ts'
import type { Validated } from './validate.ts'

const title = 'A confidential record'
/** The id of no organisation: it has no name to show. */
const nowhere = OrganisationId.parse(`org_${'0'.repeat(32)}`)

/**
 * What its recipient may be told of it. An administrator who inherits a confidential record learns its date, and that
 * it exists; an address without an account was named by who may see it.
 */
export function veiled(valid: Validated, recipient: string): Validated {
  const person = PersonId.safeParse(recipient)
  if (!person.success || maySee(valid.record, person.data)) return valid
  const { record, deadline } = valid
  const hidden =
    record.kind === 'agreement'
      ? { ...record, title, parties: [] }
      : { ...record, title, organisationId: nowhere }
  const why =
    'Nobody owns it, so you are told as the administrator. Open it to see it; its history will say so.'
  return {
    ...valid,
    record: hidden,
    deadline: { ...deadline, title, basis: 'It is confidential.' },
    recipient: { ...valid.recipient, why },
  }
}
