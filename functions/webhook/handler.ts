import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import { openPost } from '../../shared/channel/target/post.ts'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { liveTableId } from '../../shared/table/live-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { WebhookDue } from '../../shared/webhook/webhook-message.ts'
import { callWebhook } from './call-webhook.ts'
import { WebhookEnv } from './env.ts'

const env = WebhookEnv.parse(process.env)
const database = new DynamoDBClient(databaseLimits)
const client = DynamoDBDocumentClient.from(database, {
  marshallOptions: { removeUndefinedValues: true },
})
const parts = {
  table: dynamoTable(client, env.TABLE_NAME),
  tableId: liveTableId(database, env.TABLE_NAME),
  now: () => instantAt(Date.now()),
  post: openPost({ reach: 'public' }),
}
const Body = z.object({ detail: WebhookDue })

/** Takes messages from the queue, one at a call: one that fails comes again, and the sweep says it again too. */
export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) await callWebhook(parts, Body.parse(JSON.parse(body)).detail)
}
