import { folded } from '../text/folded.ts'

/**
 * The attributes by which an item stands in a list of its workspace: in the order of names, and found by the words of
 * its name, or of what is `searched`.
 */
export function listedByName(partition: string, named: Named, searched = named.name) {
  return { listOf: partition, listKey: titleKey(named.name, named.id), searchText: folded(searched) }
}

type Named = { readonly id: string; readonly name: string }

/**
 * The sort key of what is listed by its title or name, then by its id. The tab between them sorts before whatever a
 * folded title has, so that 'Report' stands before 'Report 2'. Cut: DynamoDB takes 1,024 bytes.
 */
export function titleKey(title: string, id: string): string {
  return `${folded(title).slice(0, 200).toWellFormed()}\t${id}`
}
