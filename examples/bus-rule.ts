import { Duration } from 'aws-cdk-lib'
import { EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

/**
 * Puts the changes of records and organisations of one workspace into a queue, for a stack of your own in the account
 * and region of Servanda. `busArn`: of the bus that its stack has made.
 */
export function queueOfChanges(scope: Construct, busArn: string, workspaceId: string): Queue {
  const deadLetters = new Queue(scope, 'ChangesDeadLetters', { enforceSSL: true })
  const queue = new Queue(scope, 'Changes', {
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  })
  new Rule(scope, 'RecordsAndOrganisations', {
    eventBus: EventBus.fromEventBusArn(scope, 'Servanda', busArn),
    eventPattern: {
      source: ['servanda'],
      detailType: ['RecordChanged', 'OrganisationChanged'],
      detail: { workspaceId: [workspaceId] },
    },
    targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters, maxEventAge: Duration.hours(24) })],
  })
  return queue
}
