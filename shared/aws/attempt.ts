import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { Agent, request as secureRequest } from 'node:https'
import { AwsError } from './aws-error.ts'
import type { AwsAccount, AwsService } from './json-call.ts'
import { signedHeaders } from './signature.ts'

/** What became of one attempt: whether another may help, and how long to wait before it. */
export type Attempt =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'failed'; readonly error: Error; readonly again: 'never' | 'fault' | 'throttled' }

const defaultAttemptMs = 5_000
const connectMs = 2_000

/** One attempt at an operation, over connections that are kept for the next. */
export function attemptedOnce(
  { service, target, version }: AwsService,
  { region, credentials, endpoint, attemptMs = defaultAttemptMs }: AwsAccount,
): (operation: string, body: string) => Promise<Attempt> {
  const url = new URL(endpoint ?? `https://${service}.${region}.${domainOf(region)}`)
  const send = sender(url)
  return async (operation, body) => {
    const headers = {
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': `${target}.${operation}`,
    }
    const call = { service, region, host: url.host, headers, body }
    const signed = signedHeaders(call, await credentials(), new Date())
    return new Promise((resolve) => {
      const failed = (error: Error) => resolve({ kind: 'failed', error, again: 'fault' })
      const request = send({ method: 'POST', headers: signed }, (response) =>
        textOf(response, failed, (text) => resolve(attempt(response, text))),
      )
      limit(request, attemptMs)
      request.on('error', failed).end(body)
    })
  }
}

/** AWS in China has a domain of its own. */
function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
}

type Send = (options: RequestOptions, take: (response: IncomingMessage) => void) => ClientRequest

/**
 * Over TLS, or in plain to a server of this machine. `import 'node:http'` would load undici, to export its WebSocket:
 * 35 ms of a cold start for nothing. The same module by this way does not.
 */
function sender(url: URL): Send {
  if (url.protocol === 'https:') {
    const agent = new Agent({ keepAlive: true, maxSockets: 50 })
    return (options, take) => secureRequest(url, { ...options, agent }, take)
  }
  const http = process.getBuiltinModule('node:http')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 50 })
  return (options, take) => http.request(url, { ...options, agent }, take)
}

/** Ends an attempt whose connection, or whose answer, does not come. */
function limit(request: ClientRequest, attemptMs: number): void {
  const ended = (what: string, ms: number) => () => request.destroy(new Error(`no ${what} after ${ms} ms`))
  const whole = setTimeout(ended('answer', attemptMs), attemptMs)
  request.on('close', () => clearTimeout(whole))
  request.on('socket', (socket) => {
    if (!socket.connecting) return
    const connecting = setTimeout(ended('connection', connectMs), connectMs)
    socket.once('connect', () => clearTimeout(connecting)).once('close', () => clearTimeout(connecting))
  })
}

function textOf(
  response: IncomingMessage,
  failed: (error: Error) => void,
  take: (text: string) => void,
): void {
  const chunks: Buffer[] = []
  response
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .on('error', failed)
    .on('end', () => take(Buffer.concat(chunks).toString()))
}

/** Names by which AWS says: not so fast. Source: the SDK's own list, and DynamoDB's errors. */
const throttles = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
])
/** A transaction with the same token is on its way still: it is the lost attempt before this one. */
const faults = new Set(['InternalServerError', 'TransactionInProgressException'])

function attempt({ statusCode: status = 0, headers }: IncomingMessage, text: string): Attempt {
  if (status === 200) return { kind: 'answered', text }
  const error = AwsError.of(status, headers['x-amzn-requestid']?.toString(), text)
  if (throttles.has(error.name)) return { kind: 'failed', error, again: 'throttled' }
  return { kind: 'failed', error, again: status >= 500 || faults.has(error.name) ? 'fault' : 'never' }
}
