import { answeredBytes, guardedRequest, type RequestOptions, type Unanswered } from './guarded-request.ts'
import { retryAfterSeconds } from './retry-after.ts'

export type GetRequest = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** So much of the answer is read; then the connection is closed. */
  readonly mostBytes: number
}

/** What came of one GET. `isWhole`: all of the answer has been read; `isLonger`: it has more than was wanted. */
export type GetAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly etag: string | null
      readonly lastModified: string | null
      readonly location: string | null
      readonly retryAfterSeconds: number | null
      readonly bytes: Uint8Array
      readonly isWhole: boolean
      readonly isLonger: boolean
    }
  | Unanswered

/** Sends one GET, once, and never throws. */
export type Get = (request: GetRequest) => Promise<GetAnswer>

/** Reads what others publish, at addresses that somebody entered. */
export function openGet(options: RequestOptions): Get {
  return async ({ mostBytes, ...request }) => {
    const head = await guardedRequest(options, { ...request, method: 'GET' })
    if (head.kind !== 'head') return head
    const { statusCode = 0, headers } = head.response
    return {
      kind: 'answered',
      status: statusCode,
      etag: headers.etag ?? null,
      lastModified: headers['last-modified'] ?? null,
      location: headers.location ?? null,
      retryAfterSeconds: retryAfterSeconds(headers['retry-after'], Date.now()),
      ...(await answeredBytes(head.response, mostBytes)),
    }
  }
}
