import { type Duration, Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Schedule, ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Construct } from 'constructs'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import type { NodeFunction } from './node-function.ts'

export type WakeProps = {
  /** What is woken. */
  readonly wakes: NodeFunction
  readonly every: Duration
  readonly description: string
  /** What it means for people that it could not be woken. */
  readonly missed: string
}

/**
 * Wakes a function in equal steps, in UTC: a schedule in a local zone leaves out the hour that clocks leap over in
 * spring. A wake says nothing but that it is time, so one that is lost, late or doubled does no harm, and none is tried
 * again: the next one finds in the table whatever is to be done.
 */
export class Wake extends Construct {
  /** Wakes that the schedule could not hand over. A call that fails is counted by its function's own alarm. */
  readonly deadLetters: DeadLetterQueue

  constructor(scope: Construct, id: string, { wakes, every, description, missed }: WakeProps) {
    super(scope, id)
    // The default, twice within six hours, would start calls whose work the next one has long done.
    wakes.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: every })
    Validations.of(wakes).acknowledge({
      id: 'Serverless-LambdaAsyncFailureDestination',
      reason: 'A wake says nothing that the table does not say at the next one.',
    })
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { impact: missed })
    new Schedule(this, 'Schedule', {
      description,
      schedule: ScheduleExpression.rate(every),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(wakes, {
        role: this.#role(wakes).withoutPolicyUpdates(),
        deadLetterQueue: this.deadLetters,
        retryAttempts: 0,
        maxEventAge: every,
      }),
    })
  }

  /** What the schedule may do: CDK's own grant would add every version of the function. */
  #role(wakes: NodeFunction): Role {
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } }
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions }),
    })
    const may = (action: string, resource: string) =>
      role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }))
    may('lambda:InvokeFunction', wakes.functionArn)
    may('sqs:SendMessage', this.deadLetters.queueArn)
    return role
  }
}
