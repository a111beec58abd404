import { ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb'
import type { Table } from '../../shared/table/table.ts'
import { placeOf } from './database.ts'

/** Every item of a table, in the order of its keys: what is compared to show that not one byte was stored. */
export async function dump(table: Table): Promise<Record<string, any>[]> {
  const { client, tableName } = placeOf(table)
  const items: Record<string, any>[] = []
  let start: ScanCommandOutput['LastEvaluatedKey']
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: start }),
    )
    items.push(...(page.Items ?? []))
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return items.sort((a, b) => (placeIn(a) < placeIn(b) ? -1 : 1))
}

function placeIn({ pk, sk }: Record<string, any>): string {
  return `${pk}\u0000${sk}`
}
