import { notFound } from '../../shared/errors/refusal.ts'
import { OrganisationId } from '../../shared/identity/id.ts'
import type { By } from '../../shared/organisation/organisation-acts.ts'
import { loadOrganisation, type WholeOrganisation } from '../../shared/organisation/organisation-store.ts'
import type { Call } from './route.ts'

/** @throws Refusal not_found for an id that is unknown, foreign or no id at all */
export async function organisationOf(call: Call): Promise<WholeOrganisation> {
  const id = OrganisationId.safeParse(call.params.organisationId)
  const whole = id.success
    ? await loadOrganisation(call.table, call.identity.workspaceId, id.data)
    : undefined
  if (whole === undefined) throw notFound()
  return whole
}

/** By whom, when and for which workspace something is written. */
export function by({ identity, now }: Call): By {
  return { workspaceId: identity.workspaceId, now, by: identity.actor }
}
