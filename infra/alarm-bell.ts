import { Stack } from 'aws-cdk-lib'
import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Stage } from './stage.ts'

/** What an alarm says: what it means for people, and the heading of docs/operations.md under which it says what to do. */
export type Meaning = { readonly impact: string; readonly heading: string }

export type Ringing = Meaning & Pick<AlarmProps, 'metric'> & Partial<AlarmProps>

/** Where alarms are made, and whom they tell: whoever the stage names. */
export class AlarmBell extends Construct {
  readonly #topic: Topic

  constructor(scope: Construct, id: string, { alarmEmail }: Pick<Stage, 'alarmEmail'>) {
    super(scope, id)
    this.#topic = new Topic(this, 'Topic', { displayName: 'Servanda alarms', enforceSSL: true })
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
      }),
    )
    if (alarmEmail !== undefined) this.#topic.addSubscription(new EmailSubscription(alarmEmail))
  }

  /** Unless told otherwise, it rings at once where there is any, and where nothing is measured all is well. */
  rings(id: string, { impact, heading, ...props }: Ringing): void {
    new Alarm(this, id, {
      alarmDescription: `${impact} See docs/operations.md, "${heading}".`,
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    }).addAlarmAction(new SnsAction(this.#topic))
  }
}
