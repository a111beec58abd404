import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { redactedKey } from '../../shared/log/redacted.ts'
import { putReminders, putWebhookCalls } from '../../shared/reminder/bus.ts'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { liveTableId } from '../../shared/table/live-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { SweepEnv } from './env.ts'
import { type SweepCounts, sweep } from './sweep.ts'

const env = SweepEnv.parse(process.env)
const database = new DynamoDBClient(databaseLimits)
const client = DynamoDBDocumentClient.from(database, {
  marshallOptions: { removeUndefinedValues: true },
})
const tableId = liveTableId(database, env.TABLE_NAME)
const bus = new EventBridgeClient({})

/** Woken by a schedule. What the schedule says is not used: the index says what is due. */
export async function handler(): Promise<SweepCounts> {
  const counts = await sweep({
    table: dynamoTable(client, env.TABLE_NAME),
    tableId,
    now: () => instantAt(Date.now()),
    publish: (messages) => putReminders(bus, env.EVENT_BUS_NAME, messages),
    callWebhooks: (calls) => putWebhookCalls(bus, env.EVENT_BUS_NAME, calls),
    report: ({ key, error }) =>
      console.error(logLine('error', { key: redactedKey(key), cause: causeOf(error) })),
  })
  // As an object, so that the log has members, of which an alarm takes one.
  console.log(counts)
  return counts
}
