import { notFound, Refusal } from '../../shared/errors/refusal.ts'
import { PersonId } from '../../shared/identity/id.ts'
import { loadPerson, type StoredPerson } from '../../shared/person/person-store.ts'
import type { Call } from './route.ts'

/** @throws Refusal not_found for an id that is unknown, foreign or no id at all */
export async function personOf(call: Call): Promise<StoredPerson> {
  const id = PersonId.safeParse(call.params.personId)
  const stored = id.success ? await loadPerson(call.table, call.identity.workspaceId, id.data) : undefined
  if (stored === undefined) throw notFound()
  return stored
}

/** @throws Refusal conflict for somebody who has left the team */
export function refuseRemoved({ data }: StoredPerson): void {
  if (data.status === 'removed')
    throw new Refusal('conflict', 'This person was removed from the team. Add them again as somebody new.')
}
