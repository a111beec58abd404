import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { ReconcileEnv } from '../functions/reconcile/env.ts'
import type { DeadLetterQueue } from './dead-letter-queue.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'
import { Wake } from './wake.ts'

export type ReconcileProps = { readonly records: RecordsTable }

/**
 * Compares, once a night, what is kept beside the facts with what follows from them. It is woken more often: a round
 * that a call had no time for is gone on with by the next one, and where a round is over, a call is one read.
 */
export class Reconcile extends Construct {
  readonly function: NodeFunction
  readonly deadLetters: DeadLetterQueue

  constructor(scope: Construct, id: string, { records }: ReconcileProps) {
    super(scope, id)
    this.function = new NodeFunction<typeof ReconcileEnv>(this, 'Function', {
      folder: 'reconcile',
      description: 'Compares what is kept beside the facts with what follows from them, and mends it.',
      failedCalls: 'The next call, a quarter of an hour later, goes on where it stood, and an alarm rings.',
      failure: {
        impact:
          'The nightly reconcile found a difference, or failed: a reminder may have been about to be missed.',
        heading: 'The reconcile finds a difference',
      },
      timeout: Duration.minutes(5),
      memoryMb: 1024,
      environment: { TABLE_NAME: records.table.tableName },
    })
    records.grantItems(this.function, [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'ConditionCheckItem',
    ])
    records.grantIndexes(this.function, ['byDue', 'byTitle'])

    this.deadLetters = new Wake(this, 'Schedule', {
      wakes: this.function,
      every: Duration.minutes(15),
      description: 'Wakes the reconcile.',
      missed: 'The reconcile was not woken: a mistake that would miss a reminder is found later.',
    }).deadLetters
  }
}
