import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { dynamoDb } from '../shared/table/dynamo-db.ts'
import { dynamoTable } from '../shared/table/dynamo-table.ts'
import type { Table } from '../shared/table/table.ts'

/** A deployed table, by whatever Region and credentials the person at this machine has: the SDK knows how to find them. */
export async function accountTable(
  tableName: string,
  endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB,
): Promise<Table> {
  const { config } = new DynamoDBClient({})
  const region = await config.region()
  return dynamoTable(dynamoDb({ region, endpoint, credentials: () => config.credentials() }), tableName)
}
