import { type FieldError, Refusal } from '../errors/refusal.ts'
import { keys } from '../table/keys.ts'
import type { Item, Key, Table } from '../table/table.ts'
import type { WorkspaceId } from './id.ts'
import { type NamedId, namedIds } from './named-ids.ts'

/**
 * The rows of what a document names, by id. What the document named before is not read again: it was checked then.
 * @throws Refusal invalid at each field that names what this workspace does not have
 */
export async function findNamed(
  table: Table,
  workspaceId: WorkspaceId,
  document: unknown,
  before?: unknown,
): Promise<ReadonlyMap<string, Item>> {
  const known = new Set([...namedIds(before)].map(({ id }) => String(id)))
  const named = [...namedIds(document)].filter(({ id }) => !known.has(id))
  const wanted = new Map(named.map((each) => [String(each.id), keyOf(workspaceId, each)]))
  const found = new Map<string, Item>()
  const entries = [...wanted]
  for (let at = 0; at < entries.length; at += 100) {
    const batch = entries.slice(at, at + 100)
    const items = await table.getMany(batch.map(([, key]) => key))
    for (const [id, key] of batch) {
      const item = items.find((each) => each.pk === key.pk)
      if (item !== undefined) found.set(id, item)
    }
  }
  const errors = named.filter(({ id }) => !found.has(id)).map(missing)
  if (errors.length > 0) throw new Refusal('invalid', 'The request names what does not exist.', errors)
  return found
}

function keyOf(workspaceId: WorkspaceId, named: NamedId): Key {
  if (named.noun === 'organisation') return keys.organisation(workspaceId, named.id)
  return named.noun === 'person' ? keys.person(workspaceId, named.id) : keys.record(workspaceId, named.id)
}

function missing({ pointer, noun }: NamedId): FieldError {
  return { pointer, detail: `There is no ${noun} with this id. Record it first, or correct the id.` }
}
