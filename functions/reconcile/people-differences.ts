import type { WorkspaceId } from '../../shared/identity/id.ts'
import { addressPut, asRead } from '../../shared/person/person-acts.ts'
import { peopleOf } from '../../shared/person/person-store.ts'
import { keys } from '../../shared/table/keys.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Difference } from './difference.ts'

/** By its address a person is found; else somebody who also watches by that address is told twice. */
export async function* peopleDifferences(table: Table, workspaceId: WorkspaceId): AsyncGenerator<Difference> {
  const people = (await peopleOf(table, workspaceId)).filter(({ data }) => data.status === 'active')
  for (let at = 0; at < people.length; at += 100) {
    const batch = people.slice(at, at + 100)
    const wanted = batch.map(({ data }) => keys.address(workspaceId, data.email, data.id))
    const found = new Set((await table.getMany(wanted)).map(({ pk, sk }) => `${pk} ${sk}`))
    for (const person of batch) {
      const key = keys.address(workspaceId, person.data.email, person.data.id)
      if (found.has(`${key.pk} ${key.sk}`)) continue
      const asItWas = { check: keys.person(workspaceId, person.data.id), when: asRead(person) }
      yield { kind: 'address_missing', key, repair: [asItWas, addressPut(workspaceId, person.data)] }
    }
  }
}
