import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { redactedKey } from '../../shared/log/redacted.ts'
import { migrateAll } from '../../shared/migration/migrations.ts'
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

/**
 * Woken by a schedule, more often than once a night: a round that was cut off goes on, and one that is over rests. In
 * the time that is left, what older code has stored is brought to its new form.
 */
export async function handler(): Promise<{ readonly isOver: boolean }> {
  const end = Date.now() + runsMs
  const parts = {
    table: dynamoTable(client, env.TABLE_NAME),
    now: () => instantAt(Date.now()),
    hasTime: () => Date.now() < end,
  }
  const isOver = await reconcile({
    ...parts,
    report: ({ key, kind, error }) =>
      console.error(
        logLine('error', {
          key: redactedKey(`${key.pk} ${key.sk}`),
          difference: kind,
          ...(error === undefined ? {} : { cause: causeOf(error) }),
        }),
      ),
  })
  await migrateAll({
    ...parts,
    report: ({ id, key, error }) =>
      console.error(
        logLine('error', {
          key: redactedKey(`${key.pk} ${key.sk}`),
          migration: id,
          cause: causeOf(error),
        }),
      ),
  })
  return { isOver }
}
