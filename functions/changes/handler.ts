import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { putChanges } from '../../shared/change/bus.ts'
import { imageOf } from '../../shared/change/stream-image.ts'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { redactedKey } from '../../shared/log/redacted.ts'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { consume } from './consume.ts'
import { ChangesEnv } from './env.ts'
import { unreachedIn } from './unreached.ts'

const env = ChangesEnv.parse(process.env)
const client = DynamoDBDocumentClient.from(new DynamoDBClient(databaseLimits), {
  marshallOptions: { removeUndefinedValues: true },
})
const bus = new EventBridgeClient({})

/** Reads the table's stream. A batch that fails comes again, in halves, until what cannot be told is found. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<void> {
  const images = Records.map(imageOf)
  const { held, failed } = unreachedIn(images)
  // As an object, so that the log has members, which an alarm counts.
  if (held + failed > 0) console.log({ held, failed, unreached: held + failed })
  await consume(
    {
      table: dynamoTable(client, env.TABLE_NAME),
      now: () => instantAt(Date.now()),
      publish: (workspaceId, changes) => putChanges(bus, env.EVENT_BUS_NAME, workspaceId, changes),
      report: ({ key, error }) =>
        console.error(logLine('error', { key: redactedKey(key), cause: causeOf(error) })),
    },
    images,
  )
}
