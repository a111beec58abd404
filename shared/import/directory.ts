import type { WorkspaceId } from '../identity/id.ts'
import { StoredOrganisation } from '../organisation/organisation-store.ts'
import { StoredPerson } from '../person/person-store.ts'
import { indexPartitions } from '../table/keys.ts'
import { all, type Item, type Table } from '../table/table.ts'
import { folded } from '../text/folded.ts'
import { editDistance } from './columns.ts'

/** What a name stands for: one, none, or more than one. */
export type Named = { readonly ids: readonly string[]; readonly near: string | undefined }

/** What has a name, folded, and the name as somebody wrote it. */
type ByName = Map<string, { readonly ids: Set<string>; readonly name: string }>

/** The organisations and people of a workspace by the names that people write in cells; read once, when first asked. */
export class Directory {
  readonly #table: Table
  readonly #workspaceId: WorkspaceId
  #organisations: Promise<ByName> | undefined
  #people: Promise<ByName> | undefined

  constructor(table: Table, workspaceId: WorkspaceId) {
    this.#table = table
    this.#workspaceId = workspaceId
  }

  /** By name or short name. */
  async organisation(text: string): Promise<Named> {
    this.#organisations ??= this.#read(indexPartitions.organisations(this.#workspaceId), (item) => {
      const { id, name, shortName, status } = StoredOrganisation.parse(item).data
      return status === 'active' ? { id, names: [name, shortName] } : undefined
    })
    return found(await this.#organisations, text)
  }

  /** By e-mail address or name. */
  async person(text: string): Promise<Named> {
    this.#people ??= this.#read(indexPartitions.people(this.#workspaceId), (item) => {
      const { id, name, email, status } = StoredPerson.parse(item).data
      return status === 'active' ? { id, names: [name, email] } : undefined
    })
    return found(await this.#people, text)
  }

  async #read(
    partition: string,
    read: (item: Item) => { id: string; names: readonly (string | null)[] } | undefined,
  ): Promise<ByName> {
    const rows: Item[] = []
    for await (const row of all(this.#table, { index: 'byTitle', partition })) rows.push(row)
    const byName: ByName = new Map()
    for (let at = 0; at < rows.length; at += 100) {
      const batch = rows.slice(at, at + 100).map(({ pk, sk }) => ({ pk, sk }))
      for (const item of await this.#table.getMany(batch)) {
        const each = read(item)
        for (const name of each?.names ?? []) {
          if (each === undefined || name === null) continue
          const known = byName.get(folded(name)) ?? { ids: new Set(), name }
          known.ids.add(each.id)
          byName.set(folded(name), known)
        }
      }
    }
    return byName
  }
}

function found(byName: ByName, text: string): Named {
  const wanted = folded(text)
  const ids = [...(byName.get(wanted)?.ids ?? [])]
  return {
    ids,
    near: ids.length === 0 ? byName.get(nearest([...byName.keys()], wanted) ?? '')?.name : undefined,
  }
}

/** The name that differs least, if by no more than a third. */
function nearest(names: readonly string[], wanted: string): string | undefined {
  const most = Math.floor(wanted.length / 3)
  const ranked = names
    .filter((name) => Math.abs(name.length - wanted.length) <= most)
    .map((name) => ({ name, distance: editDistance(name, wanted) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [first] = ranked
  return first !== undefined && first.distance <= most ? first.name : undefined
}
