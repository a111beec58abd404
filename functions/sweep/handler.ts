import { eventBus } from '../../shared/aws/event-bus.ts'
import { functionAccount } from '../../shared/aws/function-account.ts'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { redactedKey } from '../../shared/log/redacted.ts'
import { putReminders, putWebhookCalls } from '../../shared/reminder/bus.ts'
import { dynamoDb } from '../../shared/table/dynamo-db.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { liveTableId } from '../../shared/table/live-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { SweepEnv } from './env.ts'
import { type SweepCounts, sweep } from './sweep.ts'

const env = SweepEnv.parse(process.env)
const database = dynamoDb(functionAccount(process.env, 'dynamodb'))
const tableId = liveTableId(database, env.TABLE_NAME)
const bus = eventBus(functionAccount(process.env, 'eventbridge'), env.EVENT_BUS_NAME)

/** Woken by a schedule. What the schedule says is not used: the index says what is due. */
export async function handler(): Promise<SweepCounts> {
  const counts = await sweep({
    table: dynamoTable(database, env.TABLE_NAME),
    tableId,
    now: () => instantAt(Date.now()),
    publish: (messages) => putReminders(bus, messages),
    callWebhooks: (calls) => putWebhookCalls(bus, calls),
    report: ({ key, error }) =>
      console.error(logLine('error', { key: redactedKey(key), cause: causeOf(error) })),
  })
  // As an object, so that the log has members, of which an alarm takes one.
  console.log(counts)
  return counts
}
