import { Refusal } from '../../shared/errors/refusal.ts'
import { type Json, unstorable } from '../../shared/errors/unstorable.ts'
import { limitedBytes } from './limited-bytes.ts'

/** The most bytes of a request's body: what keeps a record within its 64 KB. */
const mostBodyBytes = 65_536

/**
 * The body as JSON. An empty body is an empty object where the operation has only optional fields.
 * @throws Refusal unsupported_media_type, too_large, malformed, or invalid where text cannot be stored
 */
export async function jsonBody(request: Request, mediaType: string): Promise<Json> {
  const bytes = await limitedBytes(request, mostBodyBytes)
  if (bytes.length === 0) return {}
  const given = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (
    given !== mediaType &&
    !(mediaType === 'application/json' && given.endsWith('+json') && !given.includes('merge-patch'))
  )
    throw new Refusal('unsupported_media_type', `Send the body as ${mediaType}.`)
  const value = parsed(bytes)
  const errors = [...unstorable(value, '')]
  if (errors.length > 0) throw new Refusal('invalid', 'The request has text that cannot be stored.', errors)
  return value
}

function parsed(bytes: Uint8Array): Json {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error
    const why = error instanceof TypeError ? 'it is not UTF-8' : error.message
    throw new Refusal('malformed', 'The body is not JSON.', [
      { pointer: '', detail: `The body is not JSON: ${why}.` },
    ])
  }
}
