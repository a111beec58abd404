import { functionAccount } from '../../shared/aws/function-account.ts'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { redactedKey } from '../../shared/log/redacted.ts'
import { dynamoDb } from '../../shared/table/dynamo-db.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { ReconcileEnv } from './env.ts'
import { reconcile } from './reconcile.ts'

const env = ReconcileEnv.parse(process.env)
const database = dynamoDb(functionAccount(process.env, 'dynamodb'))

/** A page of records takes seconds: so it ends well before its function is cut off. */
const runsMs = 240_000

/** Woken by a schedule, more often than once a night: a round that was cut off goes on, and one that is over rests. */
export async function handler(): Promise<{ readonly isOver: boolean }> {
  const end = Date.now() + runsMs
  const isOver = await reconcile({
    table: dynamoTable(database, env.TABLE_NAME),
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
