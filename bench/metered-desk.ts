import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { tableDefinition } from '../infra/table-template.ts'
import { dynamoDb } from '../shared/table/dynamo-db.ts'
import { dynamoTable } from '../shared/table/dynamo-table.ts'
import { Desk } from '../tests/support/desk.ts'
import { Meter } from './meter.ts'

/** A workspace on the real engine, of which every request to the database is counted. */
export type MeteredDesk = { readonly desk: Desk; readonly meter: Meter }

export async function meteredDesk(endpoint: string, now: string): Promise<MeteredDesk> {
  const account = { endpoint, region: 'local' }
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const raw = new DynamoDBClient({ ...account, credentials })
  const tableName = `bench-${crypto.randomUUID()}`
  await raw.send(new CreateTableCommand({ ...tableDefinition(), TableName: tableName }))
  const meter = new Meter()
  const database = meter.over(dynamoDb({ ...account, credentials: async () => credentials }))
  return { desk: await Desk.open(now, dynamoTable(database, tableName)), meter }
}
