import { Duration, Validations } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Schedule, ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { SweepEnv } from '../functions/sweep/env.ts'
import type { Delivery } from './delivery.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'

export type SweepProps = { readonly records: RecordsTable; readonly delivery: Delivery }

/**
 * Wakes the sweep once a minute, in UTC: a schedule in a local zone leaves out the hour that clocks leap over in
 * spring. A wake that is lost, late or doubled does no harm: the next one finds in the index whatever is due.
 */
export class Sweep extends Construct {
  readonly function: NodeFunction<SweepEnv>
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, { records, delivery }: SweepProps) {
    super(scope, id)
    this.function = new NodeFunction<SweepEnv>(this, 'Function', {
      folder: 'sweep',
      description: 'Takes what is due and starts the work on it.',
      timeout: Duration.seconds(55),
      memoryMb: 1024,
      environment: { TABLE_NAME: records.table.tableName, EVENT_BUS_NAME: delivery.bus.eventBusName },
    })
    records.grantItems(this.function.function, [
      'GetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
    ])
    records.grantIndexes(this.function.function, ['byWake', 'byTitle'])
    this.function.function.addToRolePolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [delivery.bus.eventBusArn] }),
    )

    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself.',
    })
    // CDK's own grant would add every version of the function.
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    })
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [this.function.function.functionArn],
      }),
    )
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }),
    )
    new Schedule(this, 'EveryMinute', {
      description: 'Wakes the sweep.',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(this.function.function, {
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: this.deadLetters,
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    })
  }
}
