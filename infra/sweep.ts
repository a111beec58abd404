import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Schedule, ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Construct } from 'constructs'
import type { SweepEnv } from '../functions/sweep/env.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Delivery } from './delivery.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'
import { isProduction, type Stage } from './stage.ts'

export type SweepProps = {
  readonly records: RecordsTable
  readonly delivery: Delivery
  readonly stage: Stage
}

/**
 * Wakes the sweep once a minute, in UTC: a schedule in a local zone leaves out the hour that clocks leap over in
 * spring. A wake that is lost, late or doubled does no harm, and is never tried again: the next one finds in the
 * index whatever is due.
 */
export class Sweep extends Construct {
  readonly function: NodeFunction
  /** Wakes that the schedule could not hand over. A sweep that fails is counted by its own alarm. */
  readonly deadLetters: DeadLetterQueue

  constructor(scope: Construct, id: string, { records, delivery, stage }: SweepProps) {
    super(scope, id)
    this.function = new NodeFunction<typeof SweepEnv>(this, 'Function', {
      folder: 'sweep',
      description: 'Takes what is due and starts the work on it.',
      failedCalls:
        'The next minute’s sweep finds all of it in the index. A failed one rings an alarm of its own.',
      timeout: Duration.seconds(55),
      memoryMb: 1024,
      // Whatever else the account runs, there is room for a sweep; a second one beside it would only do its work again.
      reservedConcurrency: isProduction(stage) ? 1 : undefined,
      environment: { TABLE_NAME: records.table.tableName, EVENT_BUS_NAME: delivery.bus.eventBusName },
    })
    // The default, twice within six hours, would start sweeps whose minute the next one has long taken care of.
    this.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) })
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaAsyncFailureDestination',
      reason: 'A wake says nothing that the index does not say a minute later.',
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

    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters')
    new Schedule(this, 'EveryMinute', {
      description: 'Wakes the sweep.',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(this.function, {
        role: this.#scheduleRole().withoutPolicyUpdates(),
        deadLetterQueue: this.deadLetters,
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    })
  }

  /** What the schedule may do: CDK's own grant would add every version of the function. */
  #scheduleRole(): Role {
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } }
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions }),
    })
    const may = (action: string, resource: string) =>
      role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }))
    may('lambda:InvokeFunction', this.function.functionArn)
    may('sqs:SendMessage', this.deadLetters.queueArn)
    return role
  }
}
