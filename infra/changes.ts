import { Duration, Token, Validations } from 'aws-cdk-lib'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Construct } from 'constructs'
import type { ChangesEnv } from '../functions/changes/env.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Delivery } from './delivery.ts'
import { loggedMetric } from './logged-metric.ts'
import { NodeFunction } from './node-function.ts'
import type { RecordsTable } from './records-table.ts'

export type ChangesProps = { readonly records: RecordsTable; readonly delivery: Delivery }

/** Reads the table's stream, numbers the changes of each workspace, and tells the bus. */
export class Changes extends Construct {
  readonly function: NodeFunction
  /** Where in the stream a batch lies that was given up. The stream keeps it for a day. */
  readonly deadLetters: DeadLetterQueue
  /** How many reminders have become held or failed: the stream tells of each, whoever wrote it. */
  readonly unreached: Metric

  constructor(scope: Construct, id: string, { records, delivery }: ChangesProps) {
    super(scope, id)
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      impact: 'Changes were given up: whoever follows us misses them.',
    })
    this.function = new NodeFunction<typeof ChangesEnv>(this, 'Function', {
      folder: 'changes',
      description: 'Numbers what has changed, and tells others.',
      failedCalls:
        'The batch comes again, in halves, for a day; what is given up is named in the dead letters.',
      failure: {
        impact: 'Changes could not be told to others: what follows us does not see them.',
        heading: 'Changes are not told',
      },
      timeout: Duration.minutes(1),
      memoryMb: 512,
      environment: { TABLE_NAME: records.table.tableName, EVENT_BUS_NAME: delivery.bus.eventBusName },
    })
    records.grantItems(this.function, ['GetItem', 'BatchGetItem', 'PutItem'])
    // The webhooks of a workspace.
    records.grantIndexes(this.function, ['byTitle'])
    this.function.addToRolePolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [delivery.bus.eventBusArn] }),
    )
    this.unreached = loggedMetric(this, 'Unreached', {
      of: this.function,
      member: '$.message.unreached',
    })
    this.#read(records)
  }

  /** CDK's own event source would let the function list every stream of the account. */
  #read({ table }: RecordsTable): void {
    const { tableStreamArn = '' } = table
    const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((each) => `dynamodb:${each}`)
    this.function.addToRolePolicy(new PolicyStatement({ actions, resources: [tableStreamArn] }))
    const list = `${table.tableArn}/stream/*`
    this.function.addToRolePolicy(
      new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: [list] }),
    )
    const arn = Token.isUnresolved(table.tableArn) ? '<RecordsTableC9B7A30B.Arn>' : table.tableArn
    Validations.of(this).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${arn}/stream/*]`,
      reason: 'Lambda lists the streams of this one table, as the function.',
    })
    this.deadLetters.grantSendMessages(this.function)
    new EventSourceMapping(this, 'Stream', {
      target: this.function,
      eventSourceArn: tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      retryAttempts: 20,
      onFailure: new SqsDlq(this.deadLetters),
      filters: ['CHANGE#', 'DELIVERY#'].map((prefix) =>
        FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(prefix) } } } }),
      ),
    })
  }
}
