import { parseArgs } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { causeOf, logLine } from '../shared/log/cause.ts'
import { redactedKey } from '../shared/log/redacted.ts'
import { migrate } from '../shared/migration/migrate.ts'
import type { Migration } from '../shared/migration/migration.ts'
import { migrations } from '../shared/migration/migrations.ts'
import { forgetProgress } from '../shared/migration/progress-store.ts'
import { databaseLimits } from '../shared/table/database-limits.ts'
import { dynamoTable } from '../shared/table/dynamo-table.ts'
import type { Table } from '../shared/table/table.ts'
import { instantAt } from '../shared/time/instant.ts'

const usage = `usage: npm run migrate -- --table TABLE [--again] [--endpoint URL]

Brings what older versions have stored to its new form, at once; a deployed product does it by itself within two nights.
Cut off, it goes on where it stood. --again walks once more what was over, such as after a roll-back.
`

/** So often it walks; a walk that leaves something finds the same at the next. */
const mostWalks = 4

/** Prints a line for each migration, and ends with 1 where something was left as it is. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { table: { type: 'string' }, again: { type: 'boolean' }, endpoint: { type: 'string' } },
  })
  if (values.table === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const raw = new DynamoDBClient({
    ...databaseLimits,
    ...(values.endpoint === undefined ? {} : { endpoint: values.endpoint }),
  })
  const documents = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } })
  const table = dynamoTable(documents, values.table)
  const done: boolean[] = []
  for (const each of migrations) {
    if (values.again === true) await forgetProgress(table, each.id)
    done.push(await isOver(table, each))
    process.stdout.write(`${each.id}: ${done.at(-1) === true ? 'over' : 'not over'}\n`)
  }
  return done.every((each) => each) ? 0 : 1
}

async function isOver(table: Table, migration: Migration): Promise<boolean> {
  for (let walks = 0; walks < mostWalks; walks += 1) {
    const state = await migrate(
      {
        table,
        now: () => instantAt(Date.now()),
        hasTime: () => true,
        restSeconds: 0,
        report: ({ key, error }) =>
          process.stderr.write(
            `${logLine('error', { key: redactedKey(`${key.pk} ${key.sk}`), cause: causeOf(error) })}\n`,
          ),
      },
      migration,
    )
    if (state === 'over') return true
  }
  return false
}

process.exitCode = await main()
