import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { verifyHistory, WitnessedHead, workspacesIn } from '../shared/history/history-store.ts'
import { dynamoTable } from '../shared/table/dynamo-table.ts'

const usage = `usage: npm run verify-history -- --table TABLE [--heads FILE] [--endpoint URL]

Verifies the history of everything in a table. FILE has the heads that were witnessed before, as the witness's log has
them: JSON, a line each, {"heads":[{"pk":…,"seq":…,"hash":…}]}.
`

/** Prints what is wrong, a line each, and ends with 1 where something is. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { table: { type: 'string' }, heads: { type: 'string' }, endpoint: { type: 'string' } },
  })
  if (values.table === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const raw = new DynamoDBClient(values.endpoint === undefined ? {} : { endpoint: values.endpoint })
  const table = dynamoTable(DynamoDBDocumentClient.from(raw), values.table)
  const witnessed = values.heads === undefined ? [] : headsFrom(readFileSync(values.heads, 'utf8'))
  let found = 0
  for await (const workspaceId of workspacesIn(table))
    for await (const { pk, seq, kind } of verifyHistory(table, workspaceId, witnessed)) {
      found += 1
      process.stdout.write(`${kind} ${pk} from entry ${seq} on\n`)
    }
  process.stdout.write(found === 0 ? 'every history holds\n' : `${found} histories do not hold\n`)
  return found === 0 ? 0 : 1
}

/** Lines of a log, as it was written or as Lambda wraps it; those that have no heads are left out. */
function headsFrom(text: string): WitnessedHead[] {
  const Line = z.object({ heads: z.array(WitnessedHead) })
  const Wrapped = z.object({ message: z.string() })
  return text.split('\n').flatMap((line) => {
    const from = line.indexOf('{')
    if (from < 0 || !line.includes('heads')) return []
    const value: unknown = JSON.parse(line.slice(from))
    const wrapped = Wrapped.safeParse(value)
    return Line.parse(wrapped.success ? JSON.parse(wrapped.data.message) : value).heads
  })
}

process.exitCode = await main()
