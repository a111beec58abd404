import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { handle } from 'hono/aws-lambda'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { liveTableId } from '../../shared/table/live-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { createApp } from './app.ts'
import { ApiEnv } from './env.ts'
import { tokenBuckets } from './rate-limit.ts'
import { signInFrom } from './sign-in.ts'

const env = ApiEnv.parse(process.env)
const database = new DynamoDBClient(databaseLimits)
const client = DynamoDBDocumentClient.from(database, {
  marshallOptions: { removeUndefinedValues: true },
})

const signIn = signInFrom(env)

export const handler = handle(
  createApp({
    table: dynamoTable(client, env.TABLE_NAME),
    ...(signIn === undefined ? {} : { signIn }),
    tableId: liveTableId(database, env.TABLE_NAME),
    clock: () => instantAt(Date.now()),
    report: ({ requestId, error }) => console.error(logLine('error', { requestId, cause: causeOf(error) })),
    log: (line) => console.log(logLine('info', line)),
    rateLimit: tokenBuckets(),
  }),
)
