import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoTable } from '../shared/table/dynamo-table.ts'
import type { Table } from '../shared/table/table.ts'

const tableName = 'servanda'

/** The table at an endpoint; made from the template that is deployed where it is not there yet. */
export async function openTable(endpoint: string): Promise<Table> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  try {
    await client.send(new DescribeTableCommand({ TableName: tableName }))
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
    const { tableDefinition } = await import('../infra/table-template.ts')
    await client.send(new CreateTableCommand({ ...tableDefinition(), TableName: tableName }))
  }
  return dynamoTable(documentClient(client), tableName)
}

function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}
