import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { inject } from 'vitest'
import { dynamoDb } from '../../shared/table/dynamo-db.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import type { Table } from '../../shared/table/table.ts'

type Place = {
  readonly client: DynamoDBDocumentClient
  readonly tableName: string
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
const places = new WeakMap<Table, Place>()

/** A new, empty table on the real engine. */
export async function newTable(): Promise<Table> {
  const raw = new DynamoDBClient({ endpoint: inject('databaseEndpoint'), region: 'local', credentials })
  const tableName = `test-${crypto.randomUUID()}`
  await raw.send(new CreateTableCommand({ ...JSON.parse(inject('tableDefinition')), TableName: tableName }))
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } })
  return placed({ client, tableName }, inject('databaseEndpoint'))
}

/** The same table, reached by another way. */
export function tableBehind(endpoint: string, table: Table, attemptMs?: number): Table {
  return placed(placeOf(table), endpoint, attemptMs)
}

function placed(place: Place, endpoint: string, attemptMs?: number): Table {
  const account = { endpoint, region: 'local', credentials: async () => credentials, attemptMs }
  const table = dynamoTable(dynamoDb(account), place.tableName)
  places.set(table, place)
  return table
}

/** Where a table is, for a test that has to look behind the verbs of `Table`. */
export function placeOf(table: Table): Place {
  const place = places.get(table)
  if (place === undefined) throw new Error('not a table of newTable()')
  return place
}
