import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { DeliverEnv } from '../functions/deliver/env.ts'
import { reminderDue } from '../shared/reminder/bus.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'
import type { Stage } from './stage.ts'

export type DeliveryProps = {
  readonly records: RecordsTable
  readonly stage: Stage
  /** Where the dashboard is. */
  readonly baseUrl: string
  /** Where the links of mails lead. */
  readonly linksUrl: string
}

/** SES has 20 seconds to answer, and one message may be several mails, with reads and writes around each. */
const timeout = Duration.minutes(2)

/**
 * Sends reminders: an event on the bus, a rule, a queue, a function, SES. The queue only makes it fast: what is lost
 * here, or lies in the dead-letter queue, is published again by the sweep, since the table says that it is due.
 */
export class Delivery extends Construct {
  readonly bus: EventBus
  readonly queue: Queue
  /** Messages that the function failed on each time. */
  readonly deadLetters: DeadLetterQueue
  /** Events that the bus could not put into the queue. */
  readonly undelivered: DeadLetterQueue
  readonly function: NodeFunction
  /** By which SES knows our mails, and tells of them. */
  readonly configurationSet: ConfigurationSet

  constructor(scope: Construct, id: string, { records, stage, baseUrl, linksUrl }: DeliveryProps) {
    super(scope, id)
    this.bus = new EventBus(this, 'Bus', { description: 'What happens in Servanda.' })
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      impact: 'A reminder was given up: it is late until a later sweep has it sent.',
    })
    this.undelivered = new DeadLetterQueue(this, 'Undelivered', {
      impact: 'The bus could not hand a reminder over: it is late until a later sweep has it sent.',
    })
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.minutes(timeout.toMinutes() * 6),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    })
    new Rule(this, 'ReminderDue', {
      eventBus: this.bus,
      description: 'The hour of a reminder has come.',
      eventPattern: {
        source: Match.exactString(reminderDue.source),
        detailType: Match.exactString(reminderDue.detailType),
      },
      targets: [
        new SqsQueue(this.queue, {
          deadLetterQueue: this.undelivered,
          retryAttempts: 24,
          maxEventAge: Duration.hours(2),
        }),
      ],
    })

    this.configurationSet = new ConfigurationSet(this, 'Mail', { reputationMetrics: true })
    this.function = new NodeFunction<typeof DeliverEnv>(this, 'Function', {
      folder: 'deliver',
      description: 'Sends what one person is to be told at one time.',
      failedCalls: 'The message goes back to its queue, and after five tries to that queue’s dead letters.',
      failure: {
        impact: 'A delivery has failed: somebody may get a reminder late.',
        heading: 'A delivery fails',
      },
      timeout,
      memoryMb: 512,
      environment: {
        TABLE_NAME: records.table.tableName,
        MAIL_FROM: `Servanda <${stage.mailFrom}>`,
        SES_CONFIGURATION_SET: this.configurationSet.configurationSetName,
        BASE_URL: baseUrl,
        LINKS_URL: linksUrl,
      },
    })
    this.function.addEventSource(
      new SqsEventSource(this.queue, {
        // One at a call: where SES hangs, a call that is cut off takes no other message with it.
        batchSize: 1,
        reportBatchItemFailures: true,
        // SES takes 14 mails a second from most accounts; one worker sends less than two. Capped here and not by
        // a reserved concurrency: the queue then waits, where a function that is throttled wears its messages out.
        maxConcurrency: 8,
      }),
    )
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'The queue itself hands what failed five times to its dead letters.',
    })
    records.grantItems(this.function, [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'ConditionCheckItem',
      'DescribeTable',
    ])
    // By due day and by sending time: administrators are told once a month how it went, in numbers.
    records.grantIndexes(this.function, ['byDue'])
    this.function.addToRolePolicy(sendAs(this, stage.mailFrom, this.configurationSet))
  }
}

/** Mail may leave from one identity, the address's domain or the address, through one configuration set. */
function sendAs(scope: Construct, mailFrom: string, configurationSet: ConfigurationSet): PolicyStatement {
  const { partition, region, account } = Stack.of(scope)
  const arn = (name: string) => `arn:${partition}:ses:${region}:${account}:${name}`
  return new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [
      arn(`identity/${mailFrom}`),
      arn(`identity/${mailFrom.slice(mailFrom.indexOf('@') + 1)}`),
      arn(`configuration-set/${configurationSet.configurationSetName}`),
    ],
  })
}
