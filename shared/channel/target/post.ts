import type { LookupAddress } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { hostOf, isLoopback, type Reach, whyUnreachable } from './target.ts'

export type PostRequest = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * What came of one POST.
 *
 * - `answered`: by status; `body` is its beginning, `isWhole` whether that is all of it.
 * - `not_sent`: nothing of the request has left, so nothing can have been accepted.
 * - `lost`: it has left, and no answer came.
 */
export type PostAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfterSeconds: number | null
      readonly body: string
      readonly isWhole: boolean
    }
  | { readonly kind: 'not_sent'; readonly permanence: 'permanent' | 'transient'; readonly reason: string }
  | { readonly kind: 'lost'; readonly reason: string }

/** Sends one POST, once, and never throws. */
export type Post = (request: PostRequest) => Promise<PostAnswer>

export type PostOptions = {
  readonly reach: Reach
  /** Where a name leads; it is asked at each connection. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>
  /** For everything, from the name to the last byte that is read. */
  readonly timeoutMs?: number
}

const timeoutMs = 20_000
/** So much of an answer is read; then the connection is closed. */
export const mostAnswerBytes = 16_384

/**
 * The only way by which the product calls an address that somebody entered. The address is checked as it is written;
 * what its name resolves to is checked again in the connection itself, which then goes to that very address, so that
 * no second answer of the name server can lead elsewhere. A redirect is an answer and is never followed. Each request
 * has a connection of its own, and no proxy.
 */
export function openPost(options: PostOptions): Post {
  return async (request) => {
    const why = whyUnreachable(request.url, options.reach)
    if (why !== undefined) return { kind: 'not_sent', permanence: 'permanent', reason: why }
    let hasLeft = false
    try {
      const response = await send(options, request, () => {
        hasLeft = true
      })
      return await answerOf(response)
    } catch (error) {
      // The text of an error may have the address with its secret path in it: only its code is told on.
      const reason = codeOf(error)
      return hasLeft ? { kind: 'lost', reason } : { kind: 'not_sent', permanence: 'transient', reason }
    }
  }
}

/** Resolves with the head of the answer; its body is still to be read. */
async function send(
  options: PostOptions,
  request: PostRequest,
  leaves: () => void,
): Promise<IncomingMessage> {
  const url = new URL(request.url)
  const isTls = url.protocol === 'https:'
  const { request: open } = isTls ? await import('node:https') : await import('node:http')
  const body = Buffer.from(request.body)
  return new Promise((resolve, reject) => {
    const sending = open(url, {
      method: 'POST',
      agent: false,
      rejectUnauthorized: true,
      lookup: guardedLookup(options, hostOf(url)),
      signal: AbortSignal.timeout(options.timeoutMs ?? timeoutMs),
      headers: { ...request.headers, 'content-length': body.length, 'accept-encoding': 'identity' },
    })
    sending.once('socket', (socket) => {
      socket.once(isTls ? 'secureConnect' : 'connect', leaves)
    })
    sending.once('response', resolve)
    // An error after the first one, as of a socket that is closed half-read, tells nothing new.
    sending.on('error', reject)
    sending.end(body)
  })
}

class InternalAddress extends Error {
  readonly code = 'The name of the host leads to an internal address.'
}

/** Answers with the addresses of a name only if every one of them may be reached. */
function guardedLookup({ reach, resolve = resolved }: PostOptions, host: string): LookupFunction {
  const mayReach = (address: string) =>
    isPublicAddress(address) || (reach === 'loopback_too' && isLoopback(host) && isLoopbackAddress(address))
  return (name, { all }, answer) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses
        const isSafe = addresses.every(({ address }) => mayReach(address))
        if (first === undefined || !isSafe) answer(new InternalAddress(), '')
        else if (all) answer(null, [...addresses])
        else answer(null, first.address, first.family)
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error)), ''),
    )
  }
}

async function resolved(host: string): Promise<readonly LookupAddress[]> {
  const { lookup } = await import('node:dns/promises')
  return lookup(host, { all: true })
}

async function answerOf(response: IncomingMessage): Promise<PostAnswer> {
  const { statusCode = 0, headers } = response
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of response) {
      const read = Buffer.from(chunk)
      chunks.push(read.subarray(0, mostAnswerBytes - bytes))
      bytes += read.length
      // Leaving the loop closes the connection.
      if (bytes > mostAnswerBytes) break
    }
  } catch {
    // The status has been answered; what was cut off is what follows it.
  }
  return {
    kind: 'answered',
    status: statusCode,
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'], Date.now()),
    body: Buffer.concat(chunks).toString(),
    isWhole: response.complete && bytes <= mostAnswerBytes,
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The connection failed.'
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return 'No answer within the time allowed.'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
