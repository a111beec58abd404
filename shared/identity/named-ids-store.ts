import { type FieldError, Refusal } from '../errors/refusal.ts'
import { StoredPerson } from '../person/person-store.ts'
import { maySee } from '../record/may-see.ts'
import { StoredRecord } from '../record/record-store.ts'
import { keys } from '../table/keys.ts'
import type { Item, Key, Table } from '../table/table.ts'
import type { PersonId, WorkspaceId } from './id.ts'
import { type NamedId, namedIds } from './named-ids.ts'

/** Who names something, as verified. */
export type Namer = {
  readonly table: Table
  readonly identity: { readonly workspaceId: WorkspaceId; readonly personId: PersonId }
}

/**
 * The rows of what a document names, by id. What the document named before is not read again: it was checked then.
 * @throws Refusal invalid at each field that names what this workspace does not have, what whoever names it may not
 * see, or who has left the team: all alike
 */
export async function findNamed(
  { table, identity }: Namer,
  document: unknown,
  before?: unknown,
): Promise<ReadonlyMap<string, Item>> {
  const { workspaceId, personId } = identity
  const known = new Set([...namedIds(before)].map(({ id }) => String(id)))
  const named = [...namedIds(document)].filter(({ id }) => !known.has(id))
  const wanted = new Map(named.flatMap((each) => entryOf(workspaceId, each)))
  const found = new Map<string, Item>()
  const entries = [...wanted]
  for (let at = 0; at < entries.length; at += 100) {
    const batch = entries.slice(at, at + 100)
    const items = await table.getMany(batch.map(([, key]) => key))
    for (const [id, key] of batch) {
      const item = items.find((each) => each.pk === key.pk)
      if (item !== undefined && mayBeNamed(item, personId)) found.set(id, item)
    }
  }
  const errors = named.filter(({ id }) => !found.has(id)).map(missing)
  if (errors.length > 0) throw new Refusal('invalid', 'The request names what does not exist.', errors)
  return found
}

function mayBeNamed(item: Item, by: PersonId): boolean {
  if (item.sk === 'RECORD') return maySee(StoredRecord.parse(item).data, by)
  if (item.sk === 'PERSON') return StoredPerson.parse(item).data.status === 'active'
  return true
}

function entryOf(workspaceId: WorkspaceId, named: NamedId): [string, Key][] {
  switch (named.noun) {
    case 'organisation':
      return [[named.id, keys.organisation(workspaceId, named.id)]]
    case 'person':
      return [[named.id, keys.person(workspaceId, named.id)]]
    case 'record':
      return [[named.id, keys.record(workspaceId, named.id)]]
    case 'calendar':
      return [[named.id, keys.calendar(workspaceId, named.id)]]
    case 'channel':
      return [[named.id, keys.channel(workspaceId, named.id)]]
    case 'unknown':
      return []
  }
}

function missing({ pointer, noun }: NamedId): FieldError {
  const what = noun === 'unknown' ? 'nothing' : `no ${noun}`
  return { pointer, detail: `There is ${what} with this id. Record it first, or correct the id.` }
}
