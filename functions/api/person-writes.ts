import { Refusal } from '../../shared/errors/refusal.ts'
import type { KeptPerson } from '../../shared/person/person.ts'
import { asRead, revisePerson } from '../../shared/person/person-acts.ts'
import { peopleOf, type StoredPerson } from '../../shared/person/person-store.ts'
import { keys } from '../../shared/table/keys.ts'
import type { Write } from '../../shared/table/table.ts'
import { giveInheritance } from '../../shared/workspace/workspace-acts.ts'
import { loadWorkspace } from '../../shared/workspace/workspace-store.ts'
import { by } from './organisation-call.ts'
import type { Call } from './route.ts'

/**
 * The writes of a person who is changed or goes. Where an administrator steps down, another one has to stay, and stays
 * as read while this is written: two who step down at once are not both let go. Who inherits what nobody owns steps
 * down by leaving that to the other.
 * @throws Refusal conflict for the last administrator
 */
export async function personWrites(
  call: Call,
  stored: StoredPerson,
  revised: KeptPerson,
  deed?: { readonly action: string; readonly reason: string | null },
): Promise<{ readonly person: KeptPerson; readonly writes: readonly Write[] }> {
  const revision = await revisePerson(by(call), stored, revised, deed)
  if (!isAdministrator(stored.data) || isAdministrator(revised)) return revision
  const { workspaceId, personId } = call.identity
  const others = (await peopleOf(call.table, workspaceId)).filter(
    ({ data }) => data.id !== stored.data.id && isAdministrator(data),
  )
  const stays = others.find(({ data }) => data.id === personId) ?? others[0]
  if (stays === undefined)
    throw new Refusal('conflict', 'This is the last administrator. Make somebody else administrator first.')
  const workspace = await loadWorkspace(call.table, workspaceId)
  const inherits = workspace?.data.administratorId === stored.data.id
  return {
    ...revision,
    writes: [
      ...revision.writes,
      { check: keys.person(workspaceId, stays.data.id), when: asRead(stays) },
      ...(workspace !== undefined && inherits
        ? await giveInheritance(by(call), workspace, stays.data.id)
        : []),
    ],
  }
}

function isAdministrator({ role, status }: KeptPerson): boolean {
  return role === 'administrator' && status === 'active'
}
