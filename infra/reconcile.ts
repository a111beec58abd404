import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Schedule, ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Construct } from 'constructs'
import type { ReconcileEnv } from '../functions/reconcile/env.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'

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
      timeout: Duration.minutes(5),
      memoryMb: 1024,
      environment: { TABLE_NAME: records.table.tableName },
    })
    this.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) })
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaAsyncFailureDestination',
      reason: 'A wake says nothing: where the round stands is in the table.',
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

    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters')
    new Schedule(this, 'EveryQuarter', {
      description: 'Wakes the reconcile.',
      schedule: ScheduleExpression.rate(Duration.minutes(15)),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(this.function, {
        role: this.#scheduleRole().withoutPolicyUpdates(),
        deadLetterQueue: this.deadLetters,
        retryAttempts: 0,
        maxEventAge: Duration.minutes(5),
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
