import { Duration, Validations } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { type ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { ProviderEventsEnv } from '../functions/provider-events/env.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Delivery } from './delivery.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'

export type ProviderEventsProps = { readonly records: RecordsTable; readonly delivery: Delivery }

const timeout = Duration.seconds(20)

/**
 * Takes what SES tells of mails after it took them: that they were delivered, came back, or were called spam. SES puts
 * events on the account's default bus and on no other; a rule lets through those of our configuration set.
 */
export class ProviderEvents extends Construct {
  readonly function: NodeFunction
  readonly queue: Queue
  readonly deadLetters: DeadLetterQueue
  /** Events that the bus could not put into the queue. */
  readonly undelivered: DeadLetterQueue
  readonly #configurationSet: ConfigurationSet

  constructor(scope: Construct, id: string, { records, delivery }: ProviderEventsProps) {
    super(scope, id)
    this.#configurationSet = delivery.configurationSet
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      impact: 'What SES told of a mail was given up: one that came back may look as if it had arrived.',
    })
    this.undelivered = new DeadLetterQueue(this, 'Undelivered', {
      impact: 'What SES told of a mail was not taken: one that came back may look as if it had arrived.',
    })
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout. What comes while a delivery has its envelope comes again until its lease of
      // nine minutes is over, and a while longer.
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 20 },
    })
    this.#route()
    this.function = new NodeFunction<typeof ProviderEventsEnv>(this, 'Function', {
      folder: 'provider-events',
      description: 'Takes what SES tells of mails.',
      failedCalls: 'The event goes back to its queue, and after twenty tries to that queue’s dead letters.',
      failure: {
        impact:
          'What SES tells of mails could not be taken: a mail that came back may look as if it had arrived.',
        heading: 'Events of mails fail',
      },
      timeout,
      memoryMb: 512,
      environment: { TABLE_NAME: records.table.tableName },
    })
    this.function.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 4 }),
    )
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'The queue itself hands what failed twenty times to its dead letters.',
    })
    records.grantItems(this.function, ['GetItem', 'Query', 'PutItem', 'UpdateItem'])
  }

  #route(): void {
    const bus = EventBus.fromEventBusName(this, 'DefaultBus', 'default')
    this.#configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(bus),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.COMPLAINT,
      ],
    })
    new Rule(this, 'ToldOfMails', {
      eventBus: bus,
      description: 'SES tells of a mail of ours.',
      eventPattern: {
        source: Match.exactString('aws.ses'),
        detail: {
          mail: { tags: { 'ses:configuration-set': [this.#configurationSet.configurationSetName] } },
        },
      },
      targets: [
        new SqsQueue(this.queue, {
          deadLetterQueue: this.undelivered,
          retryAttempts: 24,
          maxEventAge: Duration.hours(2),
        }),
      ],
    })
  }

  /** What part of mails came back, or was called spam. Source: https://docs.aws.amazon.com/ses/latest/dg/monitor-sender-reputation.html */
  rateOf(what: 'BounceRate' | 'ComplaintRate'): Metric {
    return new Metric({
      namespace: 'AWS/SES',
      metricName: `Reputation.${what}`,
      dimensionsMap: { 'ses:configuration-set': this.#configurationSet.configurationSetName },
      period: Duration.hours(1),
      statistic: 'Maximum',
    })
  }
}
