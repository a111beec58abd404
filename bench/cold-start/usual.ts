import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { z } from 'zod'

/** The baseline: what most write, bundled as esbuild does unless it is told otherwise. */
const Query = z.object({ id: z.string().default('1') })
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
const app = new Hono()
app.get('/*', async (context) => {
  const { id } = Query.parse(context.req.query())
  const key = { pk: id, sk: id }
  const { Item } = await client.send(new GetCommand({ TableName: process.env.TABLE_NAME, Key: key }))
  return context.json({ item: Item ?? null })
})
export const handler = handle(app)
