import { type Context, Hono } from 'hono'
import type { Reach } from '../../shared/channel/target/target.ts'
import { Refusal } from '../../shared/errors/refusal.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { workspaceSecret } from '../../shared/workspace/workspace-store.ts'
import { answered, type Report, type Requester, type RequestLine } from './answered.ts'
import { authenticate, permit } from './authenticate.ts'
import { withBothSides } from './both-sides.ts'
import { carriedOut } from './carried-out.ts'
import { cursorSigner } from './cursor.ts'
import { health } from './health.ts'
import { type IdempotentRequest, idempotentRequest, keep, keptAnswer } from './idempotency.ts'
import { jsonBody } from './json-body.ts'
import { outbound } from './outbound.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Answer, AnsweredFile, Call, Route } from './route.ts'
import { everyRoute, routesNear } from './routes.ts'
import { type SignIn, signInAnswer } from './sign-in.ts'
import { TooManyRequests } from './too-many-requests.ts'
import { uploadOf } from './upload.ts'

export type ApiParts = {
  readonly table: Table
  /** The id of the table that is live; a restored one has another than its items say. */
  readonly tableId: () => Promise<string>
  readonly clock: () => Instant
  readonly report: Report
  /** How far webhooks may go; left out, to the public internet only. */
  readonly reach?: Reach
  /** Who signs in with an access token; left out where only API tokens are taken. */
  readonly signIn?: SignIn
  /** How often one credential may ask; left out, as often as it likes. */
  readonly rateLimit?: RateLimit
  /** Takes a line for each request. */
  readonly log?: (line: RequestLine) => void
}

/** The API as a function of a request: each route is parse, one domain call, encode. */
export function createApp(parts: ApiParts): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
    context.header('x-content-type-options', 'nosniff')
  })
  app.get('/v1/healthz', (context) => answered(parts, context, () => health(parts, context)))
  app.get('/v1/sign-in', (context) => context.json(signInAnswer(parts.signIn)))
  app.post('/v1/invitations/accept', (context) =>
    answered(parts, context, async () => {
      const { acceptInvitation } = await import('./accept-invitation.ts')
      return context.json(await acceptInvitation(parts, context))
    }),
  )
  // The same for everybody, and made where somebody asks for it first.
  let document: string | undefined
  let page: string | undefined
  app.get('/v1/reference', async (context) => {
    page ??= (await import('./reference-page.ts')).referencePage(await everyRoute())
    context.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    return context.html(page)
  })
  app.get('/v1/openapi.json', async (context) => {
    document ??= JSON.stringify((await import('./openapi.ts')).openApiDocument(await everyRoute()))
    return context.body(document, 200, { 'content-type': 'application/json' })
  })
  app.all('/v1/*', async (context) => near(await routesNear(context.req.path)).fetch(context.req.raw))
  app.notFound((context) => answered(parts, context, noResource))
  const groups = new Map<readonly Route[], Hono>()
  const near = (routes: readonly Route[]) => {
    const group = groups.get(routes) ?? groupOf(parts, routes)
    groups.set(routes, group)
    return group
  }
  return app
}

/** Routes that were loaded together. */
function groupOf(parts: ApiParts, routes: readonly Route[]): Hono {
  const group = new Hono()
  for (const route of routes)
    group.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) =>
      answered(parts, context, (isFrom) => serve(parts, { route, routes }, context, isFrom)),
    )
  // As a route of its own: a log takes the path of the route, which notFound has none of.
  group.all('*', (context) => answered(parts, context, noResource))
  return group
}

function noResource(): Promise<never> {
  return Promise.reject(new Refusal('not_found', 'There is no such resource.'))
}

async function serve(
  parts: ApiParts,
  { route, routes }: { readonly route: Route; readonly routes: readonly Route[] },
  context: Context,
  isFrom: (requester: Requester) => void,
): Promise<Response> {
  const now = parts.clock()
  const { identity, table } = await authenticate(parts, now, context.req.header('authorization'))
  const { workspaceId, personId, actor } = identity
  const tokenId = actor.kind === 'person' ? actor.tokenId : null
  isFrom({ workspaceId, personId, tokenId })
  const waitSeconds = parts.rateLimit?.take(tokenId ?? personId) ?? 0
  if (waitSeconds > 0) throw new TooManyRequests(waitSeconds)
  permit(identity, route.permission, context.req.param('personId'))
  const body = route.body === undefined ? null : await jsonBody(context.req.raw, mediaTypeOf(route))
  const { reach = 'public' } = parts
  const upload = route.upload && (await uploadOf(context.req.raw, route.upload))
  const call: Call = {
    table,
    tableId: parts.tableId,
    now,
    cursors: cursorSigner(() => workspaceSecret(table, identity.workspaceId)),
    reach,
    ...outbound(reach),
    identity,
    body,
    params: context.req.param(),
    query: queryOf(context.req.raw.url),
    ifMatch: context.req.header('if-match'),
    upload,
  }
  try {
    return await carriedOutFor(context, table, route, call)
  } catch (error) {
    throw await withBothSides(error, routes, route, call)
  }
}

/** Carries a request out; one with an Idempotency-Key once. */
async function carriedOutFor(context: Context, table: Table, route: Route, call: Call): Promise<Response> {
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
  return carriedOutOnce(table, route, call, request, context)
}

async function carriedOutOnce(
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

function encoded(context: Context, answer: Answer): Response {
  if (answer.etag !== undefined) context.header('etag', answer.etag)
  if (answer.location !== undefined) context.header('location', answer.location)
  if (typeof answer.nextCursor === 'string') {
    const next = new URL(context.req.url)
    next.searchParams.set('cursor', answer.nextCursor)
    context.header('link', `<${next.pathname}${next.search}>; rel="next"`)
  }
  if (answer.file !== undefined) return fileAnswer(context, answer.file)
  return context.json(answer.body, answer.status)
}

function fileAnswer(context: Context, { mediaType, name, content }: AnsweredFile): Response {
  if (name !== null) context.header('content-disposition', `attachment; filename="${name}"`)
  return context.body(content, 200, { 'content-type': mediaType })
}

function mediaTypeOf(route: Route): string {
  return route.method === 'patch' ? 'application/merge-patch+json' : 'application/json'
}

/** Each parameter once; one that is given twice becomes a list, which no schema takes. */
function queryOf(url: string): Record<string, unknown> {
  const { searchParams } = new URL(url)
  const query: Record<string, unknown> = {}
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name)
    Object.defineProperty(query, name, { value: values.length === 1 ? values[0] : values, enumerable: true })
  }
  return query
}
