import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { putReminders } from '../../shared/reminder/bus.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { SweepEnv } from './env.ts'
import { type SweepCounts, sweep } from './sweep.ts'

const env = SweepEnv.parse(process.env)
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
})
const bus = new EventBridgeClient({})

/** Woken by a schedule. What the schedule says is not used: the index says what is due. */
export async function handler(): Promise<SweepCounts> {
  return sweep({
    table: dynamoTable(client, env.TABLE_NAME),
    now: () => instantAt(Date.now()),
    publish: (messages) => putReminders(bus, env.EVENT_BUS_NAME, messages),
    report: ({ key, error }) =>
      console.error(
        JSON.stringify({ level: 'error', key, cause: error instanceof Error ? error.stack : error }),
      ),
  })
}
