import * as z from 'zod'
import { UnsafeHeader } from '../../mail/header.ts'
import type { Outcome } from '../channel.ts'

// What the SDK puts on its errors: the name of the exception, the status of the answer if there was one, and
// the system's code where the connection failed.
const SesFailure = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.int().optional() }).optional(),
})

// About this very message or its sender's domain
// (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors).
const PERMANENT = new Set(['MessageRejected', 'MailFromDomainNotVerifiedException', 'BadRequestException'])

// Before any byte of the request could leave: no address, nobody listening, no credentials to sign with.
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CredentialsProviderError'])

/**
 * What a failed call of SendEmail means.
 *
 * - An answer 4xx: SES has read the request and did not accept it, so `refused`. `permanent` where it is
 *   about the message; else `transient`: throttling (TooManyRequestsException), an account whose sending is
 *   paused or suspended, limits, credentials, a missing configuration set are cured by time or an operator.
 * - 408 and 5xx: SES may have accepted before it failed to say so, `unknown`.
 * - No answer, by timeout, reset or an answer that cannot be read: `unknown`.
 * - A request that never left: `refused`, `transient`.
 * - Refused here by the header encoder: `permanent`.
 */
export function classifySesFailure(error: unknown): Outcome {
  if (error instanceof UnsafeHeader) return refused('permanent', error.message)
  const failure = SesFailure.safeParse(error)
  if (!failure.success) return { kind: 'unknown', reason: String(error) }
  const { name, message, code, $metadata } = failure.data
  const reason = `${name}: ${message}`
  const status = $metadata?.httpStatusCode
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    return refused(PERMANENT.has(name) ? 'permanent' : 'transient', reason)
  }
  const neverLeft = NEVER_LEFT.has(name) || (code !== undefined && NEVER_LEFT.has(code))
  return status === undefined && neverLeft ? refused('transient', reason) : { kind: 'unknown', reason }
}

function refused(permanence: 'permanent' | 'transient', reason: string): Outcome {
  return { kind: 'refused', permanence, reason }
}
