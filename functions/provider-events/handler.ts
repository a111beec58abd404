import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { ProviderEventsEnv } from './env.ts'
import { takeEvent } from './provider-events.ts'
import { consume } from './queue.ts'

const env = ProviderEventsEnv.parse(process.env)
const client = DynamoDBDocumentClient.from(new DynamoDBClient(databaseLimits), {
  marshallOptions: { removeUndefinedValues: true },
})

/** Takes what SES tells of mails from the queue; what comes too early, or fails, comes again alone. */
export const handler = consume((told) =>
  takeEvent(dynamoTable(client, env.TABLE_NAME), instantAt(Date.now()), told),
)
