import { type CryptoKey, exportSPKI, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../../functions/api/route.ts'
import { everyRoute } from '../../../functions/api/routes.ts'
import { signInFrom } from '../../../functions/api/sign-in.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'
import { Estate, filled, hiddenCanary, ourCanary } from '../../support/estate.ts'
import { Issuer, signed } from '../../support/issuer.ts'

const routes = await everyRoute()

/** What a credential may at most do: nothing (401), nothing here (403), or one of the permissions. */
type Rank = 401 | 403 | 'read' | 'write' | 'administer'
type Bearer = {
  readonly name: string
  readonly headers: Record<string, string>
  readonly rank: Rank
  readonly isOurs: boolean
}

/** `own`: of somebody else, as the paths here are, it takes an administrator. */
const levels = { read: 1, write: 2, administer: 3, own: 3 } as const

/** Tokens that may read only, whatever their person may. */
const readsOnly = [
  'an administrator’s reading token',
  'an editor’s reading token',
  'a viewer’s reading token',
]

let issuer: Issuer
let estate: Estate
let bearers: Bearer[]
let document: any

beforeAll(async () => {
  issuer = await Issuer.open()
  const key = await issuer.publish('k1')
  const env = { OIDC_CLIENT_ID: 'dashboard', OIDC_SCOPE: 'servanda', OIDC_AUDIENCE: 'api' }
  const signIn = signInFrom({ ...env, OIDC_ISSUER: issuer.url })!
  const desk = await Desk.open('2026-03-02T09:00:00Z', undefined, { signIn })
  estate = await Estate.build(desk)
  document = await desk.done('GET', '/v1/openapi.json')
  bearers = [...(await ofTokens(desk)), ...(await ofSignIns(desk, key))]
})

afterAll(() => issuer.close())

async function person(desk: Desk, role: string): Promise<string> {
  return (await desk.done('POST', '/v1/team', { name: role, email: `${role}@example.org`, role })).id
}

async function ofTokens(desk: Desk): Promise<Bearer[]> {
  const theirs = await Desk.open(desk.clock(), desk.table)
  const [admin, editor, viewer] = await Promise.all(
    ['administrator', 'editor', 'viewer'].map((role) => person(desk, role)),
  )
  const removed = await person(desk, 'editor')
  const ofRemoved = await desk.tokenOf(removed)
  await desk.done('DELETE', `/v1/team/${removed}`, undefined, { 'if-match': '*' })
  const revoked = await desk.done('POST', '/v1/tokens', { name: 'Revoked', scope: 'write' })
  await desk.done('DELETE', `/v1/tokens/${revoked.id}`, undefined, { 'if-match': '*' })
  const made = async (name: string, rank: Rank, headers: Record<string, string>, isOurs = true) => ({
    name,
    rank,
    headers,
    isOurs,
  })
  return Promise.all([
    made('an administrator', 'administer', await desk.tokenOf(admin!)),
    made('an administrator’s reading token', 'read', await desk.tokenOf(admin!, 'read')),
    made('an editor of another team', 'write', await desk.tokenOf(editor!)),
    made('an editor’s reading token', 'read', await desk.tokenOf(editor!, 'read')),
    made('a viewer', 'read', await desk.tokenOf(viewer!)),
    made('a viewer’s reading token', 'read', await desk.tokenOf(viewer!, 'read')),
    made('another tenant’s administrator', 'administer', { authorization: `Bearer ${theirs.token}` }, false),
    made('another tenant’s editor', 'write', await theirs.tokenOf(await person(theirs, 'editor')), false),
    made('another tenant’s viewer', 'read', await theirs.tokenOf(await person(theirs, 'viewer')), false),
    made('an expired token', 401, await desk.tokenOf(admin!, 'write', desk.clock())),
    made('a revoked token', 401, { authorization: `Bearer ${revoked.token}` }),
    made('the token of who was removed', 401, ofRemoved),
    made('a token that never was', 401, { authorization: `Bearer svd_${'A'.repeat(43)}` }),
    made('the hash of a token', 401, { authorization: `Bearer ${'a'.repeat(64)}` }),
    made('no token', 401, {}),
    made('another scheme', 401, { authorization: 'Basic YTpi' }),
  ])
}

async function ofSignIns(
  desk: Desk,
  key: { publicKey: CryptoKey; privateKey: CryptoKey },
): Promise<Bearer[]> {
  const at = Date.parse(desk.clock()) / 1000
  const claims = { iss: issuer.url, aud: 'api', azp: 'dashboard', scope: 'servanda', iat: at, exp: at + 3600 }
  const header = { alg: 'RS256', kid: 'k1' }
  const bearing = (token: string) => ({ authorization: `Bearer ${token}` })
  for (const role of ['administrator', 'editor', 'viewer']) {
    const { code } = await desk.done('POST', `/v1/team/${await person(desk, role)}/invitation`)
    const headers = bearing(await signed(key.privateKey, { ...claims, sub: role }, header))
    await desk.done('POST', '/v1/invitations/accept', { code }, headers)
  }
  const with_ = async (name: string, rank: Rank, changes: object, sub = 'administrator'): Promise<Bearer> => {
    const token = await signed(key.privateKey, { ...claims, sub, ...changes }, header)
    return { name, rank, headers: bearing(token), isOurs: true }
  }
  const secret = new TextEncoder().encode(await exportSPKI(key.publicKey))
  const other = (await generateKeyPair('RS256')).privateKey
  const whole = { ...claims, sub: 'administrator' }
  return [
    await with_('a signed-in administrator', 'administer', {}),
    await with_('a signed-in editor', 'write', {}, 'editor'),
    await with_('a signed-in viewer', 'read', {}, 'viewer'),
    await with_('somebody who belongs to no workspace', 403, {}, 'stranger'),
    await with_('an access token that has expired', 401, { exp: at - 60, iat: at - 3600 }),
    await with_('an access token for another audience', 401, { aud: 'billing' }),
    await with_('an access token of another issuer', 401, { iss: 'https://id.example' }),
    await with_('an access token without the scope', 401, { scope: 'openid' }),
    await with_('an ID token', 401, { aud: 'dashboard', typ: 'ID', scope: undefined }),
    {
      name: 'an access token by the wrong algorithm',
      rank: 401,
      headers: bearing(await signed(secret, whole, { alg: 'HS256', kid: 'k1' })),
      isOurs: true,
    },
    {
      name: 'an access token by a foreign key',
      rank: 401,
      headers: bearing(await signed(other, whole, header)),
      isOurs: true,
    },
  ]
}

type Cell = { operationId: string; bearer: string; expected: string; status: number; text: string }

/**
 * Asks so that nothing is stored whatever is allowed: a key that is no key is refused after the permission was looked
 * at, and before the operation runs.
 */
async function ask({ method, upload }: Route, path: string, headers: Record<string, string>) {
  const isRead = method === 'get'
  const json = method === 'patch' ? 'application/merge-patch+json' : 'application/json'
  const type = upload?.mediaTypes[0] ?? json
  const response = await estate.desk.app.request(path, {
    method: method.toUpperCase(),
    headers: {
      ...headers,
      ...(isRead ? {} : { 'idempotency-key': 'no key', 'content-type': type }),
      'if-match': '*',
    },
    ...(isRead || method === 'delete' ? {} : { body: '{}' }),
  })
  return { status: response.status, text: await response.text() }
}

describe('the permissions', () => {
  it('are what the document says, for every operation and every kind of credential', async () => {
    const before = await dump(estate.desk.table)
    const cells: Cell[] = []

    for (const route of routes) {
      const needed: keyof typeof levels = document.paths[route.path][route.method]['x-permission']
      expect([route.operationId, needed]).toEqual([route.operationId, route.permission])
      for (const { name, headers, rank, isOurs } of bearers) {
        const { status, text } = await ask(route, filled(route, estate.open), headers)
        // Of what is one's own: everybody whose credential may write, where the path is about nobody.
        const isTheirs = needed === 'own' && !route.path.includes('{personId}') && !readsOnly.includes(name)
        const isAllowed = typeof rank === 'string' && (isTheirs || levels[rank] >= levels[needed])
        const isThere = isOurs || !route.path.includes('{')
        const expected = isAllowed
          ? route.method !== 'get'
            ? '422'
            : isThere
              ? '200'
              : '404'
          : typeof rank === 'string'
            ? '403'
            : String(rank)
        cells.push({ operationId: route.operationId, bearer: name, expected, status, text })
      }
    }

    // Whose answers are only a person's own: others of the team do not find it.
    const personal = ['readToken', 'readReminderChoices', 'readImport', 'listImportLines']
    const isPersonal = ({ operationId }: Cell) => personal.includes(operationId)
    const wrong = cells.filter((cell) =>
      isPersonal(cell) && cell.expected === '200'
        ? ![200, 403, 404].includes(cell.status)
        : String(cell.status) !== cell.expected,
    )
    expect(wrong.map(({ text: _, ...rest }) => rest)).toEqual([])
    expect(cells.length).toBe(routes.length * bearers.length)
    expect(cells.length).toBeGreaterThanOrEqual(2_000)
    console.info(
      `permission matrix: ${routes.length} operations, ${bearers.length} credentials, ${cells.length} cells`,
    )
    expect(await dump(estate.desk.table)).toEqual(before)
  })

  it('let no text of the workspace into an answer to anybody outside it, nor a confidential one to who is not named', async () => {
    const leaks: string[] = []

    for (const route of routes.filter(({ method }) => method === 'get'))
      for (const { name, headers, isOurs, rank } of bearers) {
        const { text } = await ask(route, filled(route, estate.open), headers)
        const isOutside = !isOurs || typeof rank !== 'string'
        if (text.includes(hiddenCanary) || (isOutside && text.includes(ourCanary)))
          leaks.push(`${route.operationId} to ${name}`)
      }

    expect(leaks).toEqual([])
  })
})
