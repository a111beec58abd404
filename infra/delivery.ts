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
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'
import type { Stage } from './stage.ts'

export type DeliveryProps = { readonly records: RecordsTable; readonly stage: Stage }

/** A send may take a minute, and an envelope has several reads and writes around it. */
const timeout = Duration.minutes(2)

/**
 * Sends reminders: an event on the bus, a rule, a queue, a function, SES. The queue only makes it fast: what is lost
 * here, or lies in the dead-letter queue, is published again by the sweep, since the table says that it is due.
 */
export class Delivery extends Construct {
  readonly bus: EventBus
  readonly queue: Queue
  readonly deadLetters: Queue
  readonly undelivered: Queue
  readonly function: NodeFunction<DeliverEnv>

  constructor(scope: Construct, id: string, { records, stage }: DeliveryProps) {
    super(scope, id)
    this.bus = new EventBus(this, 'Bus', { description: 'What happens in Servanda.' })
    this.deadLetters = deadLetterQueue(this, 'DeadLetters')
    this.undelivered = deadLetterQueue(this, 'Undelivered')
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

    const configurationSet = new ConfigurationSet(this, 'Mail', { reputationMetrics: true })
    this.function = new NodeFunction<DeliverEnv>(this, 'Function', {
      folder: 'deliver',
      description: 'Sends what one person is to be told at one time.',
      timeout,
      memoryMb: 512,
      // SES takes 14 mails a second from most accounts; one worker sends less than two.
      reservedConcurrency: 8,
      environment: {
        TABLE_NAME: records.table.tableName,
        MAIL_FROM: `Servanda <${stage.mailFrom}>`,
        SES_CONFIGURATION_SET: configurationSet.configurationSetName,
        BASE_URL: stage.baseUrl,
      },
    })
    this.function.function.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 5, reportBatchItemFailures: true, maxConcurrency: 8 }),
    )
    records.grantItems(this.function.function, [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'ConditionCheckItem',
    ])
    this.function.function.addToRolePolicy(sendAs(this, stage.mailFrom, configurationSet))
  }
}

function deadLetterQueue(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  })
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue itself.' })
  return queue
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
