import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { inject } from 'vitest'
import type { ConsumeParts } from '../../functions/changes/consume.ts'
import { ChangePump } from '../../local/change-pump.ts'
import type { Table } from '../../shared/table/table.ts'
import { instantAt } from '../../shared/time/instant.ts'
import { placeOf } from './database.ts'

/** Reads the stream of a table on the real engine to its end, as one machine does. */
export function tellChanges(table: Table, parts: Partial<ConsumeParts> = {}): Promise<void> {
  const endpoint = inject('databaseEndpoint')
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBStreamsClient({ endpoint, region: 'local', credentials })
  const whole = {
    table,
    now: () => instantAt(Date.now()),
    publish: async () => undefined,
    report: ({ error }: { error: unknown }) => {
      throw error
    },
    ...parts,
  }
  return new ChangePump(client, placeOf(table).tableName, whole).run()
}
