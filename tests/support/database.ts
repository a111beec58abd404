import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { inject } from 'vitest'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import type { Table } from '../../shared/table/table.ts'

type Place = {
  readonly raw: DynamoDBClient
  readonly client: DynamoDBDocumentClient
  readonly tableName: string
}

const places = new WeakMap<Table, Place>()

/** A new, empty table on the real engine. */
export async function newTable(): Promise<Table> {
  const raw = new DynamoDBClient({
    endpoint: inject('databaseEndpoint'),
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const tableName = `test-${crypto.randomUUID()}`
  await raw.send(new CreateTableCommand({ ...JSON.parse(inject('tableDefinition')), TableName: tableName }))
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } })
  const table = dynamoTable(client, tableName)
  places.set(table, { raw, client, tableName })
  return table
}

/** Where a table is, for a test that has to look behind the verbs of `Table`. */
export function placeOf(table: Table): Place {
  const place = places.get(table)
  if (place === undefined) throw new Error('not a table of newTable()')
  return place
}
