import type { Context } from 'hono'
import type { Table } from '../../shared/table/table.ts'
import { carriedOut } from './carried-out.ts'
import { encoded } from './encoded.ts'
import { type IdempotentRequest, idempotentRequest, keep, keptAnswer } from './idempotency.ts'
import type { Answer, Call, Route } from './route.ts'

/** Carries a request out; one with an Idempotency-Key once. */
export async function carriedOutOnce(
  context: Context,
  table: Table,
  route: Route,
  call: Call,
): Promise<Response> {
  const { identity, body, upload, now } = call
  const header = route.method === 'get' ? undefined : context.req.header('idempotency-key')
  if (header === undefined) return encoded(context, await carriedOut(table, route, call))
  const { method, url } = context.req
  const request = await idempotentRequest(identity.workspaceId, identity.personId, header, {
    method,
    url,
    body: upload?.digest ?? body,
    now,
  })
  return keptOrCarriedOut(table, route, call, request, context)
}

async function keptOrCarriedOut(
  table: Table,
  route: Route,
  call: Call,
  request: IdempotentRequest,
  context: Context,
): Promise<Response> {
  const run = async (again: Call): Promise<Answer> => {
    const kept = await keptAnswer(table, request)
    if (kept !== undefined) throw new Replay(kept)
    const answer = await route.run(again)
    // A request that never stores anything has nothing to be kept apart from; one that found nothing to do has.
    if (answer.writes === undefined) return answer
    const { status, etag = null, location = null } = answer
    const isSecret = route.oneTimeSecret === true
    const body = isSecret ? '' : JSON.stringify(answer.body)
    const keeping = keep(request, { status, etag, location, body, isSecret })
    return { ...answer, writes: [...answer.writes, keeping] }
  }
  try {
    return encoded(context, await carriedOut(table, { ...route, run }, call))
  } catch (error) {
    if (!(error instanceof Replay)) throw error
    const { status, body, etag, location } = error.kept
    context.header('idempotent-replayed', 'true')
    if (etag !== null) context.header('etag', etag)
    if (location !== null) context.header('location', location)
    return context.body(body, status, { 'content-type': 'application/json' })
  }
}

class Replay extends Error {
  readonly kept: NonNullable<Awaited<ReturnType<typeof keptAnswer>>>

  constructor(kept: Replay['kept']) {
    super('answered before')
    this.kept = kept
  }
}
