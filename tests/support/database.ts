import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { inject } from 'vitest'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import type { Table } from '../../shared/table/table.ts'

/** A new, empty table on the real engine. */
export async function newTable(): Promise<Table> {
  const client = new DynamoDBClient({
    endpoint: inject('databaseEndpoint'),
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const TableName = `test-${crypto.randomUUID()}`
  await client.send(new CreateTableCommand({ ...JSON.parse(inject('tableDefinition')), TableName }))
  return dynamoTable(
    DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    TableName,
  )
}
