import { functionAccount } from '../../shared/aws/function-account.ts'
import { logLine } from '../../shared/log/cause.ts'
import { dynamoDb } from '../../shared/table/dynamo-db.ts'
import { dynamoTable } from '../../shared/table/dynamo-table.ts'
import { WitnessEnv } from './env.ts'
import { witness } from './witness.ts'

const env = WitnessEnv.parse(process.env)
const database = dynamoDb(functionAccount(process.env, 'dynamodb'))

/** Woken by a schedule. What it writes is its log. */
export async function handler(): Promise<{ readonly count: number }> {
  const count = await witness({
    table: dynamoTable(database, env.TABLE_NAME),
    write: (heads) => console.log(logLine('info', { heads })),
  })
  return { count }
}
