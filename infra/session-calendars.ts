import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { SessionCalendarsEnv } from '../functions/session-calendars/env.ts'
import type { DeadLetterQueue } from './dead-letter-queue.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'
import { Wake } from './wake.ts'

export type SessionCalendarsProps = { readonly records: RecordsTable }

/**
 * Reads the calendars that bodies publish, at addresses that users have entered. It parses what strangers serve, so it
 * stands apart: it may send nothing, and delete nothing. Each calendar says when it is to be read; the schedule only wakes.
 */
export class SessionCalendars extends Construct {
  readonly function: NodeFunction
  readonly deadLetters: DeadLetterQueue

  constructor(scope: Construct, id: string, { records }: SessionCalendarsProps) {
    super(scope, id)
    this.function = new NodeFunction<typeof SessionCalendarsEnv>(this, 'Function', {
      folder: 'session-calendars',
      description: 'Reads published calendars of sessions.',
      failedCalls:
        'The next call, an hour later, finds in the index what is still to be read, and an alarm rings.',
      failure: {
        impact: 'A published calendar could not be read by our own fault: sessions that move are found late.',
        heading: 'Published calendars are not read',
      },
      timeout: Duration.minutes(5),
      memoryMb: 512,
      environment: { TABLE_NAME: records.table.tableName },
    })
    records.grantItems(this.function, ['GetItem', 'BatchGetItem', 'Query', 'PutItem'])
    records.grantIndexes(this.function, ['byWake'])

    this.deadLetters = new Wake(this, 'Schedule', {
      wakes: this.function,
      every: Duration.hours(1),
      description: 'Wakes the reader of published calendars.',
      missed: 'Published calendars were not read: sessions that move are found late.',
    }).deadLetters
  }
}
