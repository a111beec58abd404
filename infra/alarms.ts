import { Duration, Stack } from 'aws-cdk-lib'
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Changes } from './changes.ts'
import type { Delivery } from './delivery.ts'
import type { Feeds } from './feeds.ts'
import type { MailLinks } from './mail-links.ts'
import type { NodeFunction } from './node-function.ts'
import type { ProviderEvents } from './provider-events.ts'
import type { Reconcile } from './reconcile.ts'
import type { RecordsApi } from './records-api.ts'
import type { Stage } from './stage.ts'
import type { Sweep } from './sweep.ts'
import type { Webhooks } from './webhooks.ts'
import type { Witness } from './witness.ts'

export type AlarmsProps = {
  readonly stage: Stage
  readonly api: RecordsApi
  readonly feeds: Feeds
  readonly mailLinks: MailLinks
  readonly sweep: Sweep
  readonly delivery: Delivery
  readonly providerEvents: ProviderEvents
  readonly reconcile: Reconcile
  readonly witness: Witness
  readonly changes: Changes
  readonly webhooks: Webhooks
}

const period = Duration.minutes(5)

/** What somebody has to be told of at once. Each alarm says what it means for people; docs/operations.md what to do. */
export class Alarms extends Construct {
  readonly #topic: Topic

  constructor(
    scope: Construct,
    id: string,
    {
      stage,
      api,
      feeds,
      mailLinks,
      sweep,
      delivery,
      providerEvents,
      reconcile,
      witness,
      changes,
      webhooks,
    }: AlarmsProps,
  ) {
    super(scope, id)
    this.#topic = alarmTopic(this, stage)

    this.#alarm('NoSweep', {
      metric: sweep.function.metricInvocations({ period, statistic: 'Sum' }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: 'No sweep for 15 minutes: no reminder goes out. See docs/operations.md, "No sweep".',
    })
    this.#alarm('SweepFails', {
      metric: this.#failuresOf('Sweep', sweep.function),
      alarmDescription: 'A sweep has failed: reminders may be late. See docs/operations.md, "A sweep fails".',
    })
    this.#alarm('DeliveryFails', {
      metric: this.#failuresOf('Delivery', delivery.function),
      alarmDescription:
        'A delivery has failed: somebody may get a reminder late. See docs/operations.md, "A delivery fails".',
    })
    this.#alarm('WitnessFails', {
      metric: this.#failuresOf('Witness', witness.function),
      alarmDescription:
        'How far the histories go was not written down: who rewrites one is seen some hours later. See docs/operations.md, "The witness fails".',
    })
    this.#alarm('ReconcileFails', {
      metric: this.#failuresOf('Reconcile', reconcile.function),
      alarmDescription:
        'The nightly reconcile found a difference, or failed: a reminder may have been about to be missed. See docs/operations.md, "The reconcile finds a difference".',
    })
    this.#alarm('ChangesFail', {
      metric: this.#failuresOf('Changes', changes.function),
      alarmDescription:
        'Changes could not be told to others: what follows us does not see them. See docs/operations.md, "Changes are not told".',
    })
    this.#alarm('WebhooksFail', {
      metric: this.#failuresOf('Webhooks', webhooks.function),
      alarmDescription:
        'A receiver could not be told of changes: it is behind. See docs/operations.md, "Changes are not told".',
    })
    this.#alarm('ChangesWait', {
      metric: changes.function.metric('IteratorAge', { period, statistic: 'Maximum' }),
      threshold: Duration.minutes(15).toMilliseconds(),
      alarmDescription:
        'Changes have waited for 15 minutes: what follows us is behind. See docs/operations.md, "Changes are not told".',
    })
    this.#alarm('RemindersWait', {
      metric: delivery.queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      threshold: Duration.minutes(30).toSeconds(),
      alarmDescription:
        'A reminder has waited for half an hour: it will be late. See docs/operations.md, "Reminders wait".',
    })
    this.#alarm('ApiFails', {
      metric: api.http.metricServerError({ period, statistic: 'Sum' }),
      alarmDescription: 'The API has failed: somebody saw an error. See docs/operations.md, "The API fails".',
    })
    this.#alarm('MailLinksFails', {
      metric: this.#failuresOf('MailLinks', mailLinks.function),
      alarmDescription:
        'A link of a mail has failed: somebody could not answer. See docs/operations.md, "A link of a mail fails".',
    })
    this.#alarm('FeedsFails', {
      metric: this.#failuresOf('Feeds', feeds.function),
      alarmDescription:
        'A calendar feed has failed: calendars show what they had. See docs/operations.md, "A calendar feed fails".',
    })
    const throttled = { Api: api.function, Sweep: sweep.function, Delivery: delivery.function }
    for (const [name, each] of Object.entries(throttled)) {
      this.#alarm(`${name}Throttled`, {
        metric: each.metricThrottles({ period, statistic: 'Sum' }),
        threshold: 5,
        alarmDescription:
          'Calls are turned away since too many run at once: answers fail, or reminders are late. See docs/operations.md, "Throttled".',
      })
    }
    this.#alarm('ProviderEventsFail', {
      metric: this.#failuresOf('ProviderEvents', providerEvents.function),
      alarmDescription:
        'What SES tells of mails could not be taken: a mail that came back may look as if it had arrived. See docs/operations.md, "Events of mails fail".',
    })
    // AWS looks at an account from 5% on: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
    this.#alarm('MailsComeBack', {
      metric: providerEvents.rateOf('BounceRate'),
      threshold: 0.03,
      alarmDescription:
        'Of a hundred mails three come back: people are not reached, and SES may stop sending. See docs/operations.md, "Mails come back".',
    })
    this.#alarm('MailsAreCalledSpam', {
      metric: providerEvents.rateOf('ComplaintRate'),
      threshold: 0.0008,
      alarmDescription:
        'Readers call mails spam: SES may stop sending. See docs/operations.md, "Mails come back".',
    })
    const queues = {
      ProviderEvents: providerEvents.deadLetters,
      ProviderEventsBus: providerEvents.undelivered,
      Delivery: delivery.deadLetters,
      Bus: delivery.undelivered,
      Wake: sweep.deadLetters,
      Reconcile: reconcile.deadLetters,
      Witness: witness.deadLetters,
      Changes: changes.deadLetters,
      Webhooks: webhooks.deadLetters,
    }
    for (const [name, queue] of Object.entries(queues)) {
      this.#alarm(`${name}DeadLetters`, {
        metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
        alarmDescription:
          'A message was given up: a reminder may be late until the next sweep. See docs/operations.md, "Dead letters".',
      })
    }
  }

  /** Unless told otherwise, it rings at once where there is any, and where nothing is measured all is well. */
  #alarm(id: string, props: Pick<AlarmProps, 'metric' | 'alarmDescription'> & Partial<AlarmProps>): void {
    new Alarm(this, id, {
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    }).addAlarmAction(new SnsAction(this.#topic))
  }

  /**
   * Calls that ended badly, and errors that a function survived and wrote to its log. Lambda counts only the former,
   * and a record that cannot be planned or a message that comes again never ends a call.
   */
  #failuresOf(name: string, failing: NodeFunction): IMetric {
    const logged = new MetricFilter(this, `${name}ErrorsLogged`, {
      logGroup: failing.logGroup,
      filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
      metricNamespace: Stack.of(this).stackName,
      metricName: `${name}ErrorsLogged`,
      metricValue: '1',
      defaultValue: 0,
    })
    return new MathExpression({
      expression: 'FILL(ended, 0) + FILL(logged, 0)',
      period,
      usingMetrics: {
        ended: failing.metricErrors({ period, statistic: 'Sum' }),
        logged: logged.metric({ period, statistic: 'Sum' }),
      },
    })
  }
}

function alarmTopic(scope: Construct, { alarmEmail }: Stage): Topic {
  const topic = new Topic(scope, 'Topic', { displayName: 'Servanda alarms', enforceSSL: true })
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  )
  if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail))
  return topic
}
