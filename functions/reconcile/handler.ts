import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { redactedKey } from '../../shared/log/redacted.ts'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { ReconcileEnv } from './env.ts'
import { reconcile } from './reconcile.ts'

const env = ReconcileEnv.parse(process.env)
const client = DynamoDBDocumentClient.from(new DynamoDBClient(databaseLimits), {
  marshallOptions: { removeUndefinedValues: true },
})

/** A page of records takes seconds: so it ends well before its function is cut off. */
const runsMs = 240_000

/** Woken by a schedule, more often than once a night: a round that was cut off goes on, and one that is over rests. */
export async function handler(): Promise<{ readonly isOver: boolean }> {
  const end = Date.now() + runsMs
  const isOver = await reconcile({
    table: dynamoTable(client, env.TABLE_NAME),
    now: () => instantAt(Date.now()),
    hasTime: () => Date.now() < end,
    report: ({ key, kind, error }) =>
      console.error(
        logLine('error', {
          key: redactedKey(`${key.pk} ${key.sk}`),
          difference: kind,
          ...(error === undefined ? {} : { cause: causeOf(error) }),
        }),
      ),
  })
  return { isOver }
}
