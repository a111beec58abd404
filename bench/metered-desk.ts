import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { tableDefinition } from '../infra/table-template.ts'
import { dynamoTable } from '../shared/table/dynamo-table.ts'
import { Desk } from '../tests/support/desk.ts'
import { Meter } from './meter.ts'

/** A workspace on the real engine, of which every request to the database is counted. */
export type MeteredDesk = { readonly desk: Desk; readonly meter: Meter; readonly tableName: string }

export async function meteredDesk(endpoint: string, now: string): Promise<MeteredDesk> {
  const raw = new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const tableName = `bench-${crypto.randomUUID()}`
  await raw.send(new CreateTableCommand({ ...tableDefinition(), TableName: tableName }))
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } })
  const meter = new Meter(client)
  return { desk: await Desk.open(now, dynamoTable(client, tableName)), meter, tableName }
}
