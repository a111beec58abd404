import { parseArgs } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { dynamoTable } from '../shared/table/dynamo-table.ts'
import { EmailAddress, Title } from '../shared/text/text.ts'
import { instantAt, plusSeconds } from '../shared/time/instant.ts'
import { newSecretText } from '../shared/token/token.ts'
import { foundWorkspace } from '../shared/workspace/workspace-acts.ts'

const Options = z.object({ table: z.string().min(1), name: Title, email: EmailAddress })

/** Long enough to sign in, invite oneself and be done with it. */
const tokenSeconds = 7 * 86_400

/**
 * Founds a workspace in a deployed table, by the AWS credentials of whoever runs it, and prints the first
 * administrator's token once. It is the only way into a new deployment: nobody founds a workspace over the API.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { table: { type: 'string' }, name: { type: 'string' }, email: { type: 'string' } },
  })
  const options = Options.safeParse(values)
  if (!options.success) {
    process.stderr.write(
      'usage: npm run found -- --table TABLE --name "Permanent Mission" --email administrator@mission.example\n',
    )
    process.exit(2)
  }
  const { table: tableName, name, email } = options.data
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  })
  const now = instantAt(Date.now())
  const token = newSecretText('svd')
  const tokenExpiresAt = plusSeconds(now, tokenSeconds)
  await dynamoTable(client, tableName).write(
    await foundWorkspace({ now, name, email, token, tokenExpiresAt }),
  )
  process.stdout.write(`token ${token}\nuntil ${tokenExpiresAt}\n`)
}

await main()
