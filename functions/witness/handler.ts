import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { logLine } from '../../shared/log/cause.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { WitnessEnv } from './env.ts'
import { witness } from './witness.ts'

const env = WitnessEnv.parse(process.env)
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
})

/** Woken by a schedule. What it writes is its log. */
export async function handler(): Promise<{ readonly count: number }> {
  const count = await witness({
    table: dynamoTable(client, env.TABLE_NAME),
    write: (heads) => console.log(logLine('info', { heads })),
  })
  return { count }
}
