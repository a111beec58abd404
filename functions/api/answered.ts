import type { Context } from 'hono'
import { Refusal } from '../../shared/errors/refusal.ts'
import { ourFault, problemOf } from './problem.ts'

/** Takes what went wrong on our side, with the request's id; never a body or a token. */
export type Report = (fault: { readonly requestId: string; readonly error: unknown }) => void

/** Answers a request under an id of its own: what is refused, or fails, becomes a problem document with that id. */
export async function answered(
  parts: { readonly report: Report },
  context: Context,
  run: () => Promise<Response>,
): Promise<Response> {
  const requestId = crypto.randomUUID()
  context.header('x-request-id', requestId)
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Refusal)) parts.report({ requestId, error })
    const problem = error instanceof Refusal ? problemOf(error, requestId) : ourFault(requestId)
    if (problem.status === 401) context.header('www-authenticate', 'Bearer')
    return new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: { ...Object.fromEntries(context.res.headers), 'content-type': 'application/problem+json' },
    })
  }
}
