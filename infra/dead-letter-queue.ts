import { Duration, type Stack, Validations } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

export type DeadLetterQueueProps = {
  /** What it means for people that a message lies here: a sentence that its alarm says. */
  readonly impact: string
}

/** Where a message that was given up waits two weeks for somebody to look at it. Every one of them has an alarm. */
export class DeadLetterQueue extends Queue {
  readonly impact: string

  constructor(scope: Construct, id: string, { impact }: DeadLetterQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.impact = impact
    const reason = 'It is a dead-letter queue itself.'
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    )
  }
}

export function everyDeadLetterQueue(stack: Stack): DeadLetterQueue[] {
  return stack.node.findAll().filter((each) => each instanceof DeadLetterQueue)
}
