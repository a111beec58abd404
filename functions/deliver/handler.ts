import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { openSesClient, sesChannel } from '../../shared/channel/email-ses/channel.ts'
import { databaseLimits } from '../../shared/table/database-limits.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { liveTableId } from '../../shared/table/live-table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { deliver } from './deliver.ts'
import { DeliverEnv } from './env.ts'
import { consume } from './queue.ts'

const env = DeliverEnv.parse(process.env)
const database = new DynamoDBClient(databaseLimits)
const client = DynamoDBDocumentClient.from(database, {
  marshallOptions: { removeUndefinedValues: true },
})
const tableId = liveTableId(database, env.TABLE_NAME)
const channel = sesChannel({ client: await openSesClient(), configurationSetName: env.SES_CONFIGURATION_SET })

/** Takes messages from the queue; one that fails comes again alone. */
export const handler = consume((message) =>
  deliver(
    {
      table: dynamoTable(client, env.TABLE_NAME),
      tableId,
      now: () => instantAt(Date.now()),
      channel,
      nonce: crypto.randomUUID(),
      baseUrl: env.BASE_URL ?? null,
      linksUrl: env.LINKS_URL,
      from: env.MAIL_FROM,
    },
    message,
  ),
)
