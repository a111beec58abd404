/** Why a request is refused. The HTTP status of each code is in `functions/api/problem.ts`. */
export type RefusalCode =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'too_large'
  | 'unsupported_media_type'
  | 'invalid'
  | 'precondition_required'
  | 'too_many_requests'

/** One thing wrong with the input: an RFC 6901 pointer to the field, and what to do about it. */
export type FieldError = { readonly pointer: string; readonly detail: string }

/** An expected failure: the caller can mend it, and nothing was stored. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly errors: readonly FieldError[]

  constructor(code: RefusalCode, detail: string, errors: readonly FieldError[] = []) {
    super(detail)
    this.code = code
    this.errors = errors
  }
}

/** The refusal of one field of the input. */
export function invalid(pointer: string, detail: string): Refusal {
  return new Refusal('invalid', 'The request has values that cannot be accepted.', [{ pointer, detail }])
}

/** The same answer for what does not exist and for what belongs to another workspace. */
export function notFound(): Refusal {
  return new Refusal('not_found', 'There is no such resource.')
}
