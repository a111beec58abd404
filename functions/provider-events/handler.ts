import { functionAccount } from '../../shared/aws/function-account.ts'
import { dynamoDb } from '../../shared/table/dynamo-db.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { ProviderEventsEnv } from './env.ts'
import { takeEvent } from './provider-events.ts'
import { consume } from './queue.ts'

const env = ProviderEventsEnv.parse(process.env)
const database = dynamoDb(functionAccount(process.env, 'dynamodb'))

/** Takes what SES tells of mails from the queue; what comes too early, or fails, comes again alone. */
export const handler = consume((told) =>
  takeEvent(dynamoTable(database, env.TABLE_NAME), instantAt(Date.now()), told),
)
