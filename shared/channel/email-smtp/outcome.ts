import * as z from 'zod'
import { UnsafeHeader } from '../../mail/header.ts'
import type { Outcome } from '../channel.ts'

// What nodemailer puts on its errors: the server's reply code where there was a reply, and the command it
// answered; `API` where nodemailer itself refused (https://nodemailer.com/errors).
const SmtpFailure = z.object({
  message: z.string(),
  responseCode: z.int().optional(),
  command: z.string().optional(),
})

// Replies about this message. A 5yz to anything else, a greeting, TLS or a login, is about the session.
const COMMANDS_ABOUT_THE_MESSAGE = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

// 503 bad sequence of commands (RFC 5321 section 4.2.3) and 530 authentication required (RFC 4954 section 6)
// answer the message's commands and yet are about the session.
const CODES_ABOUT_THE_SESSION = new Set([503, 530])

/**
 * What a failed submission means. `phase` tells whether the server had asked for the message by then.
 *
 * - A reply 4yz or 5yz (RFC 5321 section 4.2.1), even to the message itself: not accepted, so `refused`.
 *   `permanent` where a 5yz is about this message; `transient` for 4yz, and for a refused login or session,
 *   which an operator cures while the reminder waits.
 * - No reply, before the message was handed over: nothing could be accepted, `refused`, `transient`.
 * - No reply, after it: `unknown`, even if the connection broke half-way, since the end of what was written
 *   may have arrived.
 * - Refused here, by the header encoder or by nodemailer's own checks: `permanent`.
 */
export function classifySmtpFailure(error: unknown, phase: 'before' | 'handed_over'): Outcome {
  if (error instanceof UnsafeHeader) return refused('permanent', error.message)
  const failure = SmtpFailure.safeParse(error)
  if (!failure.success)
    return phase === 'before' ? refused('transient', String(error)) : unknown(String(error))
  const { message, responseCode, command } = failure.data
  if (responseCode !== undefined && responseCode >= 400) {
    return refused(isAboutTheMessage(responseCode, command) ? 'permanent' : 'transient', message)
  }
  if (phase === 'handed_over') return unknown(message)
  return refused(command === 'API' && isBadEnvelope(error) ? 'permanent' : 'transient', message)
}

function isAboutTheMessage(responseCode: number, command: string | undefined): boolean {
  if (responseCode < 500 || CODES_ABOUT_THE_SESSION.has(responseCode)) return false
  return command !== undefined && COMMANDS_ABOUT_THE_MESSAGE.has(command)
}

function isBadEnvelope(error: unknown): boolean {
  return z.object({ code: z.literal('EENVELOPE') }).safeParse(error).success
}

function refused(permanence: 'permanent' | 'transient', reason: string): Outcome {
  return { kind: 'refused', permanence, reason }
}

function unknown(reason: string): Outcome {
  return { kind: 'unknown', reason }
}
