import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { handle } from 'hono/aws-lambda'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { createFeeds } from './app.ts'
import { FeedEnv } from './env.ts'

const env = FeedEnv.parse(process.env)
const client = DynamoDBDocumentClient.from(new DynamoDBClient(databaseLimits), {
  marshallOptions: { removeUndefinedValues: true },
})

export const handler = handle(
  createFeeds({
    table: dynamoTable(client, env.TABLE_NAME),
    clock: () => instantAt(Date.now()),
    report: ({ requestId, error }) => console.error(logLine('error', { requestId, cause: causeOf(error) })),
  }),
)
