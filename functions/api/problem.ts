import * as z from 'zod'
import type { Refusal, RefusalCode } from '../../shared/errors/refusal.ts'
import { StaleRefusal } from './both-sides.ts'

/** The status and title of each refusal, once. Source: RFC 9110, section 15; RFC 6585, sections 3 and 4. */
const answers = {
  malformed: { status: 400, title: 'Malformed request' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Not possible in this state' },
  stale: { status: 412, title: 'Changed in the meantime' },
  too_large: { status: 413, title: 'Body too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  invalid: { status: 422, title: 'Invalid values' },
  precondition_required: { status: 428, title: 'If-Match missing' },
  too_many_requests: { status: 429, title: 'Too many requests' },
} as const satisfies Record<RefusalCode, { status: number; title: string }>

/** A problem document. Source: RFC 9457. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  requestId: z.string(),
  /** Of a refused change of what has changed: what it is now. */
  current: z.unknown().optional(),
  /** Of a refused merge patch: the members that are not what it wants them to be. */
  conflicts: z.array(z.object({ pointer: z.string(), yours: z.unknown(), current: z.unknown() })).optional(),
})
export type Problem = z.output<typeof Problem>

export function problemOf(refusal: Refusal, requestId: string): Problem {
  return {
    type: `urn:servanda:problem:${refusal.code}`,
    ...answers[refusal.code],
    detail: refusal.message,
    errors: [...refusal.errors],
    requestId,
    ...(refusal instanceof StaleRefusal
      ? { current: refusal.current, conflicts: [...refusal.conflicts] }
      : {}),
  }
}

/** What is answered where we failed: nothing of the cause leaves the house. */
export function ourFault(requestId: string): Problem {
  return {
    type: 'urn:servanda:problem:internal',
    title: 'Internal error',
    status: 500,
    detail: `The request could not be carried out. If it happens again, name request ${requestId} to the administrator.`,
    errors: [],
    requestId,
  }
}
