import { folded } from '../text/text.ts'

/**
 * The sort key of what is listed by its title or name, then by its id. The tab between them sorts before whatever a
 * folded title has, so that 'Report' stands before 'Report 2'. Cut: DynamoDB takes 1,024 bytes.
 */
export function titleKey(title: string, id: string): string {
  return `${folded(title).slice(0, 200).toWellFormed()}\t${id}`
}
