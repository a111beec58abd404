import type { SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import { functionAccount } from '../../shared/aws/function-account.ts'
import { openPost } from '../../shared/channel/target/post.ts'
import { dynamoDb } from '../../shared/table/dynamo-db.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { liveTableId } from '../../shared/table/live-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { WebhookDue } from '../../shared/webhook/webhook-message.ts'
import { callWebhook } from './call-webhook.ts'
import { WebhookEnv } from './env.ts'

const env = WebhookEnv.parse(process.env)
const database = dynamoDb(functionAccount(process.env, 'dynamodb'))
const parts = {
  table: dynamoTable(database, env.TABLE_NAME),
  tableId: liveTableId(database, env.TABLE_NAME),
  now: () => instantAt(Date.now()),
  post: openPost({ reach: 'public' }),
}
const Body = z.object({ detail: WebhookDue })

/** Takes messages from the queue, one at a call: one that fails comes again, and the sweep says it again too. */
export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) await callWebhook(parts, Body.parse(JSON.parse(body)).detail)
}
