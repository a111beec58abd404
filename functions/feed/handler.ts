import { handle } from 'hono/aws-lambda'
import { functionAccount } from '../../shared/aws/function-account.ts'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { dynamoDb } from '../../shared/table/dynamo-db.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { createFeeds } from './app.ts'
import { FeedEnv } from './env.ts'

const env = FeedEnv.parse(process.env)
const database = dynamoDb(functionAccount(process.env, 'dynamodb'))

export const handler = handle(
  createFeeds({
    table: dynamoTable(database, env.TABLE_NAME),
    clock: () => instantAt(Date.now()),
    report: ({ requestId, error }) => console.error(logLine('error', { requestId, cause: causeOf(error) })),
  }),
)
