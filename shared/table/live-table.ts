import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** How long an answer is believed: a table can be deleted, and another restored under its name. */
const believedMs = 60_000

/**
 * The id that DynamoDB gave the table when it was made. A backup does not have it: a restored table is given another.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export function liveTableId(client: DynamoDBClient, tableName: string): () => Promise<string> {
  let known: { readonly id: string; readonly until: number } | undefined
  return async () => {
    if (known !== undefined && Date.now() < known.until) return known.id
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }))
    if (Table?.TableId === undefined) throw new Error(`the table ${tableName} has no id`)
    known = { id: Table.TableId, until: Date.now() + believedMs }
    return known.id
  }
}
