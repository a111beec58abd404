import { type Context, Hono } from 'hono'
import type { Reach } from '../../shared/channel/target/target.ts'
import { Refusal } from '../../shared/errors/refusal.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { workspaceSecret } from '../../shared/workspace/workspace-store.ts'
import { answered, type Report, type Requester, type RequestLine } from './answered.ts'
import { authenticate, permit } from './authenticate.ts'
import { withBothSides } from './both-sides.ts'
import { carriedOutOnce } from './carried-out-once.ts'
import { cursorSigner } from './cursor.ts'
import { health } from './health.ts'
import { jsonBody } from './json-body.ts'
import { outbound } from './outbound.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Call, Route } from './route.ts'
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
    return await carriedOutOnce(context, table, route, call)
  } catch (error) {
    throw await withBothSides(error, routes, route, call)
  }
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
