import { Refusal } from '../../shared/errors/refusal.ts'
import type { PersonId } from '../../shared/identity/id.ts'
import type { KeptPerson } from '../../shared/person/person.ts'
import { asRead, revisePerson } from '../../shared/person/person-acts.ts'
import { peopleOf, type StoredPerson } from '../../shared/person/person-store.ts'
import { choicesPut, loadOwnChoices } from '../../shared/policy/choices-store.ts'
import { keys } from '../../shared/table/keys.ts'
import type { Write } from '../../shared/table/table.ts'
import { giveInheritance } from '../../shared/workspace/workspace-acts.ts'
import { loadWorkspace } from '../../shared/workspace/workspace-store.ts'
import { etagOf, requireMatch } from './etag.ts'
import { begun, requireSuccessor } from './handover-writes.ts'
import { by } from './organisation-call.ts'
import { personOf, refuseRemoved } from './person-call.ts'
import type { Answer, Call } from './route.ts'

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

/**
 * Removes a person. From the transaction on they are let in no more; what they answer for follows record by record,
 * with this request where it can, and with the sweep where it takes longer.
 */
export async function removePerson(
  call: Call<{ readonly toId?: PersonId | undefined; readonly reason?: string | undefined }>,
): Promise<Answer> {
  const { toId = null, reason = null } = call.query
  const stored = await personOf(call)
  requireMatch(call.ifMatch, etagOf(stored.data.version))
  refuseRemoved(stored)
  await requireSuccessor(call, stored.data.id, toId)
  const removed = { ...stored.data, status: 'removed', signsIn: false } as const
  const { person, writes } = await personWrites(call, stored, removed, { action: 'removed', reason })
  const { workspaceId } = call.identity
  const own = await loadOwnChoices(call.table, workspaceId, person.id)
  // Whom they were to stand in for has to have somebody, who is whoever comes in their place.
  const whereabouts = { ...own.whereabouts, left: { successorId: toId } }
  const leaving = choicesPut(workspaceId, person.id, { ...own, whereabouts })
  const handover = {
    fromId: person.id,
    toId,
    reason,
    by: call.identity.actor,
    begunAt: call.now,
    isLeaving: true,
  }
  return { status: 200, body: person, ...begun(call, handover, [...writes, leaving]) }
}

function isAdministrator({ role, status }: KeptPerson): boolean {
  return role === 'administrator' && status === 'active'
}
