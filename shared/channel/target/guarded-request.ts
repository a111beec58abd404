import type { LookupAddress } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'
import { hostOf, isLoopback, type Reach, whyUnreachable } from './target.ts'

export type GuardedRequest = {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export type RequestOptions = {
  readonly reach: Reach
  /** Where a name leads; it is asked at each connection. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>
  /** For everything, from the name to the last byte that is read. */
  readonly timeoutMs?: number
}

/**
 * What came of a request that nobody answered.
 *
 * - `not_sent`: nothing of the request has left, so nothing can have been accepted.
 * - `lost`: it has left, and no answer came.
 */
export type Unanswered =
  | { readonly kind: 'not_sent'; readonly permanence: 'permanent' | 'transient'; readonly reason: string }
  | { readonly kind: 'lost'; readonly reason: string }

/** The head of an answer; its body is still to be read. */
export type Head = { readonly kind: 'head'; readonly response: IncomingMessage }

const timeoutMs = 20_000

/**
 * The only way by which the product calls an address that somebody entered; it never throws. The address is checked as
 * it is written; what its name resolves to is checked again in the connection itself, which then goes to that very
 * address, so that no second answer of the name server can lead elsewhere. A redirect is an answer and is never
 * followed. Each request has a connection of its own, and no proxy.
 */
export async function guardedRequest(
  options: RequestOptions,
  request: GuardedRequest,
): Promise<Head | Unanswered> {
  const why = whyUnreachable(request.url, options.reach)
  if (why !== undefined) return { kind: 'not_sent', permanence: 'permanent', reason: why }
  let hasLeft = false
  try {
    const response = await send(options, request, () => {
      hasLeft = true
    })
    return { kind: 'head', response }
  } catch (error) {
    // The text of an error may have the address with its secret path in it: only its code is told on.
    const reason = codeOf(error)
    return hasLeft ? { kind: 'lost', reason } : { kind: 'not_sent', permanence: 'transient', reason }
  }
}

/** The body of an answer, so far as it is wanted; the connection is closed where there is more, or it was cut off. */
export async function answeredBytes(
  response: IncomingMessage,
  most: number,
): Promise<{ readonly bytes: Buffer; readonly isWhole: boolean; readonly isLonger: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response) {
      const read = Buffer.from(chunk)
      chunks.push(read.subarray(0, most - size))
      size += read.length
      // Leaving the loop closes the connection.
      if (size > most) break
    }
  } catch {
    // The status has been answered; what was cut off is what follows it.
  }
  const isLonger = size > most
  return { bytes: Buffer.concat(chunks), isWhole: response.complete && !isLonger, isLonger }
}

/** Resolves with the head of the answer; its body is still to be read. */
async function send(
  options: RequestOptions,
  request: GuardedRequest,
  leaves: () => void,
): Promise<IncomingMessage> {
  const url = new URL(request.url)
  const isTls = url.protocol === 'https:'
  const { request: open } = isTls ? await import('node:https') : await import('node:http')
  const body = request.body === undefined ? undefined : Buffer.from(request.body)
  return new Promise((resolve, reject) => {
    const sending = open(url, {
      method: request.method,
      agent: false,
      rejectUnauthorized: true,
      lookup: guardedLookup(options, hostOf(url)),
      signal: AbortSignal.timeout(options.timeoutMs ?? timeoutMs),
      headers: {
        ...request.headers,
        ...(body === undefined ? {} : { 'content-length': body.length }),
        'accept-encoding': 'identity',
      },
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
function guardedLookup({ reach, resolve = resolved }: RequestOptions, host: string): LookupFunction {
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

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The connection failed.'
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return 'No answer within the time allowed.'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
