import type { Context } from 'hono'
import { Refusal } from '../../shared/errors/refusal.ts'
import { StaleRefusal } from './both-sides.ts'
import { ourFault, problemOf } from './problem.ts'
import { TooManyRequests } from './too-many-requests.ts'

/** Takes what went wrong on our side, with the request's id; never a body or a token. */
export type Report = (fault: { readonly requestId: string; readonly error: unknown }) => void

/** One request as a log keeps it: by whom, of what kind, with what result; nothing that was sent or answered. */
export type RequestLine = {
  readonly requestId: string
  readonly method: string
  /** The route, not the path: a path may hold a secret. */
  readonly route: string
  readonly status: number
  readonly ms: number
} & Partial<Requester>

/** Who asks, as far as it is known. */
export type Requester = {
  readonly workspaceId: string
  readonly personId: string
  readonly tokenId: string | null
}

export type AnswerParts = {
  readonly report: Report
  readonly log?: ((line: RequestLine) => void) | undefined
}

/** Answers a request under an id of its own: what is refused, or fails, becomes a problem document with that id. */
export async function answered(
  parts: AnswerParts,
  context: Context,
  run: (isFrom: (requester: Requester) => void) => Promise<Response>,
): Promise<Response> {
  const requestId = crypto.randomUUID()
  const begun = performance.now()
  let requester: Requester | undefined
  context.header('x-request-id', requestId)
  const response = await run((known) => {
    requester = known
  }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) parts.report({ requestId, error })
    return problemResponse(context, requestId, error)
  })
  parts.log?.({
    requestId,
    method: context.req.method,
    route: context.req.routePath,
    status: response.status,
    ms: Math.round(performance.now() - begun),
    ...requester,
  })
  return response
}

function problemResponse(context: Context, requestId: string, error: unknown): Response {
  const problem = error instanceof Refusal ? problemOf(error, requestId) : ourFault(requestId)
  if (problem.status === 401) context.header('www-authenticate', 'Bearer')
  if (error instanceof TooManyRequests) context.header('retry-after', String(error.retryAfterSeconds))
  if (error instanceof StaleRefusal && error.etag !== undefined) context.header('etag', error.etag)
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...Object.fromEntries(context.res.headers), 'content-type': 'application/problem+json' },
  })
}
