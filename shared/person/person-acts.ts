import { changesBetween, type Deed, nextEntry, noHistory } from '../history/history.ts'
import type { WorkspaceId } from '../identity/id.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { keys } from '../table/keys.ts'
import type { Condition, Write } from '../table/table.ts'
import type { KeptPerson } from './person.ts'
import { personItem, type StoredPerson } from './person-store.ts'

/** Writes a new member of the team. */
export function joinTeam(at: By, person: KeptPerson): Promise<Write[]> {
  const deed = { action: 'joined', changes: changesBetween({}, person) }
  return written(at, undefined, person, deed, { pk: 'absent' })
}

/** Writes the next version of a person. The mails that follow go to the address as it is then. */
export async function revisePerson(
  at: By,
  stored: StoredPerson,
  revised: KeptPerson,
  deed: { readonly action: string; readonly reason?: string | null } = { action: 'changed' },
): Promise<{ readonly person: KeptPerson; readonly writes: readonly Write[] }> {
  const changes = changesBetween(stored.data, revised)
  if (changes.length === 0) return { person: stored.data, writes: [] }
  const person = { ...revised, version: stored.data.version + 1 }
  return { person, writes: await touchPerson(at, stored, person, { ...deed, changes }) }
}

/** Lets whoever signs in as the subject act as the person from now on; nobody else who did so before. */
export function linkSubject(at: By, stored: StoredPerson, subject: string): Promise<Write[]> {
  const person = { ...stored.data, signsIn: true, version: stored.data.version + 1 }
  const changes = [{ pointer: '/signsIn', from: stored.data.signsIn, to: true }]
  return touchPerson(at, { ...stored, subject }, person, { action: 'sign_in_linked', changes })
}

/** The writes that everything shares which enters a person's history: the row as it is then, and the entry. */
export function touchPerson(
  at: By,
  stored: StoredPerson,
  person: KeptPerson,
  deed: Omit<Deed, 'at' | 'by'>,
): Promise<Write[]> {
  return written(at, stored, person, deed, asRead(stored))
}

/** That a person is as they were read: a condition of what must not happen if they are not. */
export function asRead({ history }: StoredPerson): Condition {
  return { historySeq: { is: history.seq } }
}

async function written(
  at: By,
  before: StoredPerson | undefined,
  person: KeptPerson,
  deed: Omit<Deed, 'at' | 'by'>,
  when: Condition,
): Promise<Write[]> {
  const subject = before?.subject
  const entry = await nextEntry(before?.history ?? noHistory, { at: at.now, by: at.by, ...deed })
  const item = personItem(at.workspaceId, {
    schema: 1,
    data: person,
    history: { seq: entry.seq, hash: entry.hash },
    ...(subject === undefined ? {} : { subject }),
  })
  return [
    { put: { ...item, historySeq: entry.seq }, when },
    { put: { ...keys.change(item.pk, entry.seq), ...entry } },
    ...addressWrites(at.workspaceId, before?.data, person),
  ]
}

/** By its address a person is found, so that nobody is told twice who is also named by it. */
export function addressPut(workspaceId: WorkspaceId, { email, id }: KeptPerson): Write {
  return { put: { ...keys.address(workspaceId, email, id) } }
}

function addressWrites(
  workspaceId: WorkspaceId,
  before: KeptPerson | undefined,
  person: KeptPerson,
): Write[] {
  const key = keys.address(workspaceId, person.email, person.id)
  const old = before && keys.address(workspaceId, before.email, person.id)
  if (old?.pk === key.pk) return []
  return [addressPut(workspaceId, person), ...(old === undefined ? [] : [{ delete: old }])]
}
