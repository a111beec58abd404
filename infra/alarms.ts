import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Delivery } from './delivery.ts'
import type { RecordsApi } from './records-api.ts'
import type { Stage } from './stage.ts'
import type { Sweep } from './sweep.ts'

export type AlarmsProps = {
  readonly stage: Stage
  readonly api: RecordsApi
  readonly sweep: Sweep
  readonly delivery: Delivery
}

/** What somebody has to be told of at once. Each alarm says what it means for people; docs/operations.md what to do. */
export class Alarms extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { stage, api, sweep, delivery }: AlarmsProps) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { displayName: 'Servanda alarms', enforceSSL: true })
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [this.topic.topicArn],
      }),
    )
    if (stage.alarmEmail !== undefined) this.topic.addSubscription(new EmailSubscription(stage.alarmEmail))

    const period = Duration.minutes(5)
    const invocations = sweep.function.function.metricInvocations({ period, statistic: 'Sum' })
    new Alarm(this, 'NoSweep', {
      alarmDescription: 'No sweep for 15 minutes: no reminder goes out. See docs/operations.md, "No sweep".',
      metric: invocations,
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(this.topic))

    this.#whenAny(
      'SweepFails',
      sweep.function.function.metricErrors({ period }),
      'A sweep has failed: reminders may be late. See docs/operations.md, "A sweep fails".',
    )
    this.#whenAny(
      'DeliveryFails',
      delivery.function.function.metricErrors({ period }),
      'A delivery has failed: somebody may get a reminder late. See docs/operations.md, "A delivery fails".',
    )
    this.#whenAny(
      'ApiFails',
      api.function.function.metricErrors({ period }),
      'The API has failed: somebody saw an error. See docs/operations.md, "The API fails".',
    )
    const queues = { Delivery: delivery.deadLetters, Bus: delivery.undelivered, Wake: sweep.deadLetters }
    for (const [name, queue] of Object.entries(queues)) {
      const waiting = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' })
      this.#whenAny(
        `${name}DeadLetters`,
        waiting,
        'A message was given up: a reminder may be late until the next sweep. See docs/operations.md, "Dead letters".',
      )
    }
  }

  #whenAny(id: string, metric: IMetric, alarmDescription: string): void {
    new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic))
  }
}
