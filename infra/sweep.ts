import { Duration } from 'aws-cdk-lib'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import type { SweepEnv } from '../functions/sweep/env.ts'
import type { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Delivery } from './delivery.ts'
import { loggedMetric } from './logged-metric.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'
import { isProduction, type Stage } from './stage.ts'
import { Wake } from './wake.ts'

export type SweepProps = {
  readonly records: RecordsTable
  readonly delivery: Delivery
  readonly stage: Stage
}

/** Once a minute, the sweep takes from the index whatever is due, and starts the work on it. */
export class Sweep extends Construct {
  readonly function: NodeFunction
  /** Wakes that the schedule could not hand over. A sweep that fails is counted by its own alarm. */
  readonly deadLetters: DeadLetterQueue
  /** How long the oldest reminder has been due and not told: each sweep logs it. */
  readonly oldestDueSeconds: Metric

  constructor(scope: Construct, id: string, { records, delivery, stage }: SweepProps) {
    super(scope, id)
    this.function = new NodeFunction<typeof SweepEnv>(this, 'Function', {
      folder: 'sweep',
      description: 'Takes what is due and starts the work on it.',
      failedCalls:
        'The next minute’s sweep finds all of it in the index. A failed one rings an alarm of its own.',
      failure: {
        impact: 'A sweep has failed: reminders may be late.',
        heading: 'A sweep fails',
      },
      timeout: Duration.seconds(55),
      memoryMb: 1024,
      // Whatever else the account runs, there is room for a sweep; a second one beside it would only do its work again.
      reservedConcurrency: isProduction(stage) ? 1 : undefined,
      environment: { TABLE_NAME: records.table.tableName, EVENT_BUS_NAME: delivery.bus.eventBusName },
    })
    // In batches: an import finds organisations and people by their names.
    records.grantItems(this.function, [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
      'DescribeTable',
    ])
    // By title: a change of the workspace's settings wakes every record that it lists.
    records.grantIndexes(this.function, ['byWake', 'byTitle'])
    this.function.addToRolePolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [delivery.bus.eventBusArn] }),
    )

    this.oldestDueSeconds = loggedMetric(this, 'OldestDueSeconds', {
      of: this.function,
      member: '$.message.oldestDueSeconds',
    })
    this.deadLetters = new Wake(this, 'Schedule', {
      wakes: this.function,
      every: Duration.minutes(1),
      description: 'Wakes the sweep.',
      missed: 'The sweep was not woken: reminders are late until it is.',
    }).deadLetters
  }
}
