import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import { causeOf, logLine } from '../../shared/log/cause.ts'
import type { Taken } from './provider-events.ts'
import { sesEvent, type ToldLater } from './ses-event.ts'

/** The body of a message: the event as the bus's rule put it into the queue. */
const Body = z.object({ detail: z.unknown() })

/**
 * A consumer of the queue that answers with the messages that have to come again: those that failed, and, without a
 * word in the log, those that came while their envelope was being worked on. What is no event of ours is dropped.
 */
export function consume(
  take: (told: ToldLater) => Promise<Taken>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
    for (const { messageId, body } of Records) {
      try {
        const told = sesEvent(Body.parse(JSON.parse(body)).detail)
        if (told !== undefined && (await take(told)) === 'later')
          batchItemFailures.push({ itemIdentifier: messageId })
      } catch (error) {
        console.error(logLine('error', { messageId, cause: causeOf(error) }))
        batchItemFailures.push({ itemIdentifier: messageId })
      }
    }
    return { batchItemFailures }
  }
}
