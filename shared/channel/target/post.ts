import { answeredBytes, guardedRequest, type RequestOptions, type Unanswered } from './guarded-request.ts'
import { retryAfterSeconds } from './retry-after.ts'

export type PostRequest = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came of one POST. `answered`: by status; `body` is its beginning, `isWhole` whether that is all of it. */
export type PostAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfterSeconds: number | null
      readonly body: string
      readonly isWhole: boolean
    }
  | Unanswered

/** Sends one POST, once, and never throws. */
export type Post = (request: PostRequest) => Promise<PostAnswer>

/** So much of an answer is read; then the connection is closed. */
export const mostAnswerBytes = 16_384

/** Sends what the product tells others, to addresses that somebody entered. */
export function openPost(options: RequestOptions): Post {
  return async (request) => {
    const head = await guardedRequest(options, { ...request, method: 'POST' })
    if (head.kind !== 'head') return head
    const { statusCode = 0, headers } = head.response
    const { bytes, isWhole } = await answeredBytes(head.response, mostAnswerBytes)
    return {
      kind: 'answered',
      status: statusCode,
      retryAfterSeconds: retryAfterSeconds(headers['retry-after'], Date.now()),
      body: bytes.toString(),
      isWhole,
    }
  }
}
