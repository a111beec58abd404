import * as z from 'zod'
import { invalid, notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { newId, TokenId } from '../../../shared/identity/id.ts'
import { loadPerson, type StoredPerson } from '../../../shared/person/person-store.ts'
import { Instant, plusSeconds } from '../../../shared/time/instant.ts'
import { newSecretText, Token } from '../../../shared/token/token.ts'
import { issueToken, revokeToken } from '../../../shared/token/token-acts.ts'
import { loadToken, type StoredToken, tokensIn } from '../../../shared/token/token-store.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { by } from '../organisation-call.ts'
import { pageOf, pageOfSorted, pageQuery } from '../page.ts'
import { parse } from '../parse.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'

const defaultSeconds = 90 * 86_400
const longestSeconds = 366 * 86_400

/** So many tokens one person has that were not revoked. */
const mostTokens = 100

const NewToken = z.strictObject({
  name: Token.shape.name,
  scope: Token.shape.scope.default('read'),
  /** Left out: 90 days on, or when the credential ends that asks for it. */
  expiresAt: Instant.optional(),
})

const TokenView = Token.omit({ workspaceId: true })
const IssuedToken = TokenView.extend({
  /** What goes into `Authorization: Bearer`. It is shown here and never again. */
  token: z.string(),
})

export const tokenRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/tokens',
    operationId: 'issueToken',
    summary: 'Make an API token for a program; it is shown once, and may never do more than you may',
    permission: 'read',
    query: noQuery,
    body: NewToken,
    answer: IssuedToken,
    status: 201,
    oneTimeSecret: true,
    async run(call) {
      const input = parse(NewToken, call.body)
      requireWritingCredential(call)
      if (input.scope === 'write' && call.identity.permission === 'read')
        throw new Refusal('forbidden', 'A viewer’s token may read only: ask for scope read.')
      const all = await tokensIn(call.table, call.identity.workspaceId)
      if (all.filter(({ data }) => data.personId === call.identity.personId).length >= mostTokens)
        throw new Refusal('conflict', `You have ${mostTokens} tokens. Revoke those that nothing uses.`)
      const token: Token = {
        id: TokenId.parse(newId('token')),
        workspaceId: call.identity.workspaceId,
        personId: call.identity.personId,
        name: input.name,
        scope: input.scope,
        createdAt: call.now,
        expiresAt: expiryOf(call, input.expiresAt),
      }
      const text = newSecretText('svd')
      return {
        ...answerOf(token),
        status: 201,
        body: { ...viewOf(token), token: text },
        location: `/v1/tokens/${token.id}`,
        writes: await issueToken(by(call), await callerOf(call), token, text),
      }
    },
  }),
  route({
    method: 'get',
    path: '/v1/tokens',
    operationId: 'listTokens',
    summary: 'List your API tokens; an administrator sees those of the whole team',
    permission: 'read',
    query: z.strictObject(pageQuery),
    answer: pageOf(TokenView),
    status: 200,
    async run(call) {
      const tokens = await tokensIn(call.table, call.identity.workspaceId)
      const seen = tokens.filter(({ data }) => maySeeToken(call, data)).map(({ data }) => viewOf(data))
      return pageOfSorted(call, 'tokens', seen, ({ id }) => id)
    },
  }),
  route({
    method: 'get',
    path: '/v1/tokens/{tokenId}',
    operationId: 'readToken',
    summary: 'Read of an API token what is not secret',
    permission: 'read',
    query: noQuery,
    answer: TokenView,
    status: 200,
    run: async (call) => answerOf((await tokenOf(call)).data),
  }),
  route({
    method: 'delete',
    path: '/v1/tokens/{tokenId}',
    operationId: 'revokeToken',
    summary: 'Revoke an API token: it lets nobody in from now on',
    permission: 'read',
    query: noQuery,
    ifMatch: 'required',
    answer: TokenView,
    status: 200,
    async run(call) {
      const stored = await tokenOf(call)
      requireMatch(call.ifMatch, etagOf(tokenVersion))
      const isSelf = call.identity.actor.kind === 'person' && call.identity.actor.tokenId === stored.data.id
      if (!isSelf) requireWritingCredential(call)
      const holder = await loadPerson(call.table, call.identity.workspaceId, stored.data.personId)
      return { ...answerOf(stored.data), writes: await revokeToken(by(call), holder, stored) }
    },
  }),
]

/** A token never changes. */
const tokenVersion = 1

/** A credential that may only read neither makes others nor ends them: whoever finds it could stay in, or lock out. */
function requireWritingCredential({ identity }: Call): void {
  if (identity.scope === 'read')
    throw new Refusal('forbidden', 'A token of scope read neither makes tokens nor revokes others.')
}

/** @throws Refusal invalid where the token would last too long, has ended already, or outlives who makes it */
function expiryOf({ now, identity }: Call, wanted: Instant | undefined): Instant {
  const longest = plusSeconds(now, longestSeconds)
  const ends = identity.actor.kind === 'person' && identity.actor.tokenId !== null ? identity.expiresAt : null
  const latest = ends === null || ends > longest ? longest : ends
  const usual = plusSeconds(now, defaultSeconds)
  if (wanted === undefined) return usual < latest ? usual : latest
  if (wanted <= now) throw invalid('/expiresAt', 'Write an instant that is still to come.')
  if (wanted > latest)
    throw invalid(
      '/expiresAt',
      `Write an instant no later than ${latest}: 366 days on, or the end of your own token.`,
    )
  return wanted
}

async function callerOf({ table, identity }: Call): Promise<StoredPerson> {
  const stored = await loadPerson(table, identity.workspaceId, identity.personId)
  if (stored === undefined) throw notFound()
  return stored
}

/** @throws Refusal not_found for an id that is unknown, foreign, somebody else's or no id at all */
async function tokenOf(call: Call): Promise<StoredToken> {
  const id = TokenId.safeParse(call.params.tokenId)
  const stored = id.success ? await loadToken(call.table, call.identity.workspaceId, id.data) : undefined
  if (stored === undefined || !maySeeToken(call, stored.data)) throw notFound()
  return stored
}

function maySeeToken({ identity }: Call, { personId }: Token): boolean {
  return identity.permission === 'administer' || identity.personId === personId
}

function viewOf({ workspaceId: _, ...rest }: Token): z.output<typeof TokenView> {
  return rest
}

function answerOf(token: Token) {
  return { status: 200 as const, body: viewOf(token), etag: etagOf(tokenVersion) }
}
