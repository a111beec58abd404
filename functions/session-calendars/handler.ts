import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { openGet } from '../../shared/channel/target/get.ts'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { redactedKey } from '../../shared/log/redacted.ts'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { SessionCalendarsEnv } from './env.ts'
import { readDueCalendars } from './read-due.ts'

const env = SessionCalendarsEnv.parse(process.env)
const client = DynamoDBDocumentClient.from(new DynamoDBClient(databaseLimits), {
  marshallOptions: { removeUndefinedValues: true },
})
const parts = {
  table: dynamoTable(client, env.TABLE_NAME),
  get: openGet({ reach: 'public' }),
  now: () => instantAt(Date.now()),
}

/** A publisher has 20 seconds to answer: what is begun ends well before the function is cut off. */
const runsMs = 240_000

/** Woken by a schedule, every hour: each calendar says itself when it is to be read. */
export async function handler(): Promise<{ readonly read: number }> {
  const end = Date.now() + runsMs
  const read = await readDueCalendars({
    ...parts,
    hasTime: () => Date.now() < end,
    report: ({ key, error }) =>
      console.error(logLine('error', { key: redactedKey(key), cause: causeOf(error) })),
  })
  return { read }
}
