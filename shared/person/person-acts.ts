import { changesBetween, type Deed, type HistoryHead, nextEntry, noHistory } from '../history/history.ts'
import type { By } from '../organisation/organisation-acts.ts'
import { keys } from '../table/keys.ts'
import type { Condition, Write } from '../table/table.ts'
import type { KeptPerson } from './person.ts'
import { personItem, type StoredPerson } from './person-store.ts'

/** Writes a new member of the team. */
export function joinTeam(at: By, person: KeptPerson): Promise<Write[]> {
  const deed = { action: 'joined', changes: changesBetween({}, person) }
  return written(at, person, noHistory, deed, { pk: 'absent' })
}

/** Writes the next version of a person. The mails that follow go to the address as it is then. */
export async function revisePerson(
  at: By,
  stored: StoredPerson,
  revised: KeptPerson,
): Promise<{ readonly person: KeptPerson; readonly writes: readonly Write[] }> {
  const changes = changesBetween(stored.data, revised)
  if (changes.length === 0) return { person: stored.data, writes: [] }
  const person = { ...revised, version: stored.data.version + 1 }
  const unchanged = { historySeq: { is: stored.history.seq } }
  return {
    person,
    writes: await written(at, person, stored.history, { action: 'changed', changes }, unchanged),
  }
}

async function written(
  at: By,
  person: KeptPerson,
  head: HistoryHead,
  deed: Omit<Deed, 'at' | 'by'>,
  when: Condition,
): Promise<Write[]> {
  const entry = await nextEntry(head, { at: at.now, by: at.by, ...deed })
  const item = personItem(at.workspaceId, {
    schema: 1,
    data: person,
    history: { seq: entry.seq, hash: entry.hash },
  })
  return [
    { put: { ...item, historySeq: entry.seq }, when },
    { put: { ...keys.change(item.pk, entry.seq), ...entry } },
  ]
}
