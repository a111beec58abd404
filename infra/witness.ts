import { Duration } from 'aws-cdk-lib'
import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { WitnessEnv } from '../functions/witness/env.ts'
import type { DeadLetterQueue } from './dead-letter-queue.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'
import { isProduction, type Stage } from './stage.ts'
import { Wake } from './wake.ts'

export type WitnessProps = { readonly records: RecordsTable; readonly stage: Stage }

/**
 * Writes down, four times a day, how far every history goes: into a log that production keeps for ten years, and that
 * stays there when the stack goes. Whoever may write the table may not write or delete there.
 */
export class Witness extends Construct {
  readonly function: NodeFunction
  readonly deadLetters: DeadLetterQueue

  constructor(scope: Construct, id: string, { records, stage }: WitnessProps) {
    super(scope, id)
    this.function = new NodeFunction<typeof WitnessEnv>(this, 'Function', {
      folder: 'witness',
      description: 'Writes down how far every history goes.',
      failedCalls: 'The next call, six hours later, writes all of it again, and an alarm rings.',
      failure: {
        impact: 'How far the histories go was not written down: who rewrites one is seen some hours later.',
        heading: 'The witness fails',
      },
      timeout: Duration.minutes(15),
      memoryMb: 512,
      environment: { TABLE_NAME: records.table.tableName },
      ...(isProduction(stage) ? { logRetention: RetentionDays.TEN_YEARS } : {}),
    })
    records.grantItems(this.function, ['GetItem', 'BatchGetItem', 'Query'])
    records.grantIndexes(this.function, ['byTitle'])
    this.deadLetters = new Wake(this, 'Schedule', {
      wakes: this.function,
      every: Duration.hours(6),
      description: 'Wakes the witness.',
      missed: 'The witness was not woken: who rewrites a history is seen some hours later.',
    }).deadLetters
  }
}
