import { type FieldError, Refusal } from '../../shared/errors/refusal.ts'

/** The most bytes of a request's body: what keeps a record within its 64 KB. */
const mostBodyBytes = 65_536
/** The deepest that values may lie within each other, as deep as the table keeps them. */
const mostLevels = 32

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

/**
 * The body as JSON. An empty body is an empty object where the operation has only optional fields.
 * @throws Refusal unsupported_media_type, too_large, malformed, or invalid where text cannot be stored
 */
export async function jsonBody(request: Request, mediaType: string): Promise<Json> {
  const bytes = await limitedBytes(request)
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

async function limitedBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () => new Refusal('too_large', `A body has at most ${mostBodyBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > mostBodyBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > mostBodyBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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

/**
 * Text with a NUL or half of a surrogate pair; and members named `__proto__`, which are unknown like any other.
 * @throws Refusal malformed where values lie too deep within each other
 */
function* unstorable(value: Json, pointer: string, level = 0): Generator<FieldError> {
  if (typeof value === 'string' && !isStorable(value))
    yield { pointer, detail: 'Remove the NUL character or the unpaired surrogate.' }
  if (value === null || typeof value !== 'object') return
  if (level === mostLevels) throw tooDeep()
  for (const [name, member] of Object.entries(value)) {
    const at = `${pointer}/${escaped(name)}`
    if (name === '__proto__') yield { pointer: at, detail: 'There is no such field.' }
    else if (!isStorable(name)) yield { pointer: at, detail: 'There is no such field.' }
    else yield* unstorable(member, at, level + 1)
  }
}

function tooDeep(): Refusal {
  const detail = `Values lie more than ${mostLevels} levels within each other.`
  return new Refusal('malformed', 'The body is nested too deep.', [{ pointer: '', detail }])
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

/** One token of an RFC 6901 pointer. */
export function escaped(token: string): string {
  return token.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')
}
