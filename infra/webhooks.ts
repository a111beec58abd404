import { Duration, Validations } from 'aws-cdk-lib'
import { Match, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { WebhookEnv } from '../functions/webhook/env.ts'
import { webhookDue } from '../shared/reminder/bus.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Delivery } from './delivery.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'

export type WebhooksProps = { readonly records: RecordsTable; readonly delivery: Delivery }

/** A receiver has 20 seconds to answer, with reads and writes around it. */
const timeout = Duration.minutes(1)

/** Calls webhooks, beside the delivery and not in it: receivers that hang keep no mail from going out. */
export class Webhooks extends Construct {
  readonly function: NodeFunction
  readonly deadLetters: DeadLetterQueue

  constructor(scope: Construct, id: string, { records, delivery }: WebhooksProps) {
    super(scope, id)
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      impact: 'A receiver was not told of a change in time: it is told by a later sweep.',
    })
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(timeout.toMinutes() * 6),
      retentionPeriod: Duration.hours(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    })
    new Rule(this, 'WebhookDue', {
      eventBus: delivery.bus,
      description: 'A receiver is to be told of a change.',
      eventPattern: {
        source: Match.exactString(webhookDue.source),
        detailType: Match.exactString(webhookDue.detailType),
      },
      targets: [
        new SqsQueue(queue, {
          deadLetterQueue: this.deadLetters,
          retryAttempts: 24,
          maxEventAge: Duration.hours(2),
        }),
      ],
    })
    this.function = new NodeFunction<typeof WebhookEnv>(this, 'Function', {
      folder: 'webhook',
      description: 'Tells receivers of changes.',
      failedCalls: 'The message goes back to its queue, and after five tries to that queue’s dead letters.',
      failure: {
        impact: 'A receiver could not be told of changes: it is behind.',
        heading: 'Changes are not told',
      },
      timeout,
      memoryMb: 512,
      environment: { TABLE_NAME: records.table.tableName },
    })
    this.function.addEventSource(new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 4 }))
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'The queue itself hands what failed five times to its dead letters.',
    })
    records.grantItems(this.function, ['GetItem', 'PutItem', 'DescribeTable'])
  }
}
