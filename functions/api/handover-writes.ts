import { invalid } from '../../shared/errors/refusal.ts'
import type { Handover } from '../../shared/handover/handover.ts'
import { continueHandover } from '../../shared/handover/handover-acts.ts'
import { handoverPut } from '../../shared/handover/handover-store.ts'
import type { PersonId } from '../../shared/identity/id.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import { keys } from '../../shared/table/keys.ts'
import type { Write } from '../../shared/table/table.ts'
import type { Answer, Call } from './route.ts'

/** So long a request goes on with a handover before it answers; the sweep does the rest. */
const patienceMs = 6_000

/** What begins a handover, with what else is written, and what goes on with it at once. */
export function begun(
  { table, identity, now }: Call,
  handover: Handover,
  writes: readonly Write[] = [],
): Required<Pick<Answer, 'writes' | 'afterwards'>> {
  const { workspaceId } = identity
  const key = keys.handover(workspaceId, handover.fromId)
  const begunMs = performance.now()
  return {
    writes: [...writes, handoverPut(workspaceId, handover, now)],
    afterwards: () =>
      continueHandover(table, workspaceId, key, now, () => performance.now() - begunMs < patienceMs),
  }
}

/** @throws Refusal invalid at /toId for who is not in the team, may not own anything, or is the same person */
export async function requireSuccessor(
  { table, identity }: Call,
  fromId: PersonId,
  toId: PersonId | null,
): Promise<void> {
  if (toId === null) return
  const successor = await loadPerson(table, identity.workspaceId, toId)
  if (successor?.data.status !== 'active')
    throw invalid('/toId', 'There is no person with this id in the team. Correct the id.')
  if (toId === fromId) throw invalid('/toId', 'Name somebody else.')
}
