import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import { GroupMessage } from '../../shared/reminder/group.ts'

/** The body of a message: the event as the bus's rule put it into the queue. */
const Body = z.object({ detail: GroupMessage })

/**
 * A consumer of the queue that answers with the messages that failed, so that they alone come again, and go to the
 * dead-letter queue in the end. Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function consume(
  work: (message: GroupMessage) => Promise<void>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
    for (const { messageId, body } of Records) {
      try {
        await work(Body.parse(JSON.parse(body)).detail)
      } catch (error) {
        console.error(logLine('error', { messageId, cause: causeOf(error) }))
        batchItemFailures.push({ itemIdentifier: messageId })
      }
    }
    return { batchItemFailures }
  }
}
