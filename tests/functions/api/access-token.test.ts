import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signInWith } from '../../../functions/api/access-token.ts'
import { type SignIn, SignInSettings, signInFrom } from '../../../functions/api/sign-in.ts'
import { epochMs, Instant } from '../../../shared/time/instant.ts'
import { Issuer, signed } from '../../support/issuer.ts'

const now = Instant.parse('2026-03-02T09:00:00Z')
const seconds = epochMs(now) / 1000
let issuer: Issuer
let keys: { publicKey: CryptoKey; privateKey: CryptoKey }
let keycloak: SignIn
let cognito: SignIn

beforeAll(async () => {
  issuer = await Issuer.open()
  keys = await issuer.publish('k1')
  const common = { issuer: issuer.url, clientId: 'dashboard', scope: 'servanda/api' }
  keycloak = signInWith(SignInSettings.parse({ ...common, kind: 'oidc', audience: 'servanda' }))
  cognito = signInWith(SignInSettings.parse({ ...common, kind: 'cognito' }))
})

afterAll(() => issuer.close())

const times = { iat: seconds, exp: seconds + 3600 }
const claimsOf = () => ({
  keycloak: {
    iss: issuer.url,
    sub: 's',
    aud: 'servanda',
    azp: 'dashboard',
    scope: 'openid servanda/api',
    ...times,
  },
  cognito: {
    iss: issuer.url,
    sub: 's',
    client_id: 'dashboard',
    token_use: 'access',
    scope: 'servanda/api',
    ...times,
  },
})

type Kind = keyof ReturnType<typeof claimsOf>
const signInOf = (kind: Kind) => (kind === 'keycloak' ? keycloak : cognito)
const header = { alg: 'RS256', kid: 'k1' }

async function tokenOf(kind: Kind, changes: object = {}, with_: object = {}) {
  const claims = { ...claimsOf()[kind], ...changes }
  return signed(keys.privateKey, claims, { ...header, ...with_ })
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('an access token', () => {
  it.each(['keycloak', 'cognito'] as const)('of the issuer lets its subject in: %s', async (kind) => {
    const subject = await signInOf(kind).verify(await tokenOf(kind), now)

    expect(subject).toEqual({
      issuer: issuer.url,
      subject: 's',
      email: null,
      expiresAt: '2026-03-02T10:00:00Z',
    })
  })

  it('says an address only where the issuer has verified it', async () => {
    const email = 'leyla@example.org'
    const asked = async (changes: object) =>
      (await keycloak.verify(await tokenOf('keycloak', changes), now)).email

    expect(await asked({ email, email_verified: true })).toBe(email)
    expect(await asked({ email, email_verified: false })).toBeNull()
    expect(await asked({ email })).toBeNull()
  })

  it.each<[string, Kind, object, object?]>([
    ['has expired', 'keycloak', { exp: seconds - 31 }],
    ['never expires', 'keycloak', { exp: undefined }],
    ['expires in words', 'keycloak', { exp: 'tomorrow' }],
    ['is valid for more than a day', 'keycloak', { exp: seconds + 86_401 }],
    ['was issued more than a day ago', 'keycloak', { iat: seconds - 86_500, exp: seconds + 60 }],
    ['does not say when it was issued', 'keycloak', { iat: undefined }],
    ['is issued in the future', 'keycloak', { iat: seconds + 600, exp: seconds + 3600 }],
    ['is not valid yet', 'keycloak', { nbf: seconds + 600 }],
    ['is of another issuer', 'keycloak', { iss: 'https://issuer.example' }],
    ['is of an issuer that begins alike', 'keycloak', { iss: 'http://127.0.0.1' }],
    ['has no issuer', 'keycloak', { iss: undefined }],
    ['is for another API', 'keycloak', { aud: 'billing' }],
    ['is for other APIs', 'keycloak', { aud: ['billing', 'mail'] }],
    ['has no audience', 'keycloak', { aud: undefined }],
    [
      'is an ID token: for the client, not for the API',
      'keycloak',
      { aud: 'dashboard', typ: 'ID', scope: undefined },
    ],
    ['is an ID token for both', 'keycloak', { aud: ['dashboard', 'servanda'], typ: 'ID' }],
    ['is a refresh token', 'keycloak', { typ: 'Refresh' }],
    ['was made for another client', 'keycloak', { azp: 'other' }],
    ['was made for another application of Entra ID', 'keycloak', { azp: undefined, appid: 'other' }],
    ['lacks the scope', 'keycloak', { scope: 'openid' }],
    ['has a scope that begins alike', 'keycloak', { scope: 'servanda/api.read' }],
    ['has no scope', 'keycloak', { scope: undefined }],
    ['has its scope as a list', 'keycloak', { scope: ['servanda/api'] }],
    ['has no subject', 'keycloak', { sub: undefined }],
    ['has an empty subject', 'keycloak', { sub: '' }],
    ['has a number for a subject', 'keycloak', { sub: 7 }],
    ['names a key that the issuer does not publish', 'keycloak', {}, { kid: 'k2' }],
    ['is an ID token of Cognito', 'cognito', { token_use: 'id', aud: 'dashboard', client_id: undefined }],
    ['is an ID token of Cognito with a client', 'cognito', { token_use: 'id' }],
    ['does not say its use', 'cognito', { token_use: undefined }],
    ['is for another client of the pool', 'cognito', { client_id: 'other' }],
    ['names no client', 'cognito', { client_id: undefined }],
    ['lacks the scope of the API', 'cognito', { scope: 'aws.cognito.signin.user.admin' }],
    [
      'is of another pool',
      'cognito',
      { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_other' },
    ],
  ])('that %s lets nobody in: %s', async (_, kind, changes, with_) => {
    const token = await tokenOf(kind, changes, with_)

    await expect(signInOf(kind).verify(token, now)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it.each<[string, () => Promise<string>]>([
    ['by nobody', async () => `${part({ alg: 'none', kid: 'k1' })}.${part(claimsOf().keycloak)}.`],
    [
      'by nobody, spelt otherwise',
      async () => `${part({ alg: 'nOnE', kid: 'k1' })}.${part(claimsOf().keycloak)}.`,
    ],
    [
      'with the public key as a shared secret',
      async () => {
        const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey))
        return signed(secret, claimsOf().keycloak, { alg: 'HS256', kid: 'k1' })
      },
    ],
    ['with a secret', () => signed(new Uint8Array(32), claimsOf().keycloak, { alg: 'HS256', kid: 'k1' })],
    [
      'by another key under the same name',
      async () => signed((await generateKeyPair('RS256')).privateKey, claimsOf().keycloak, header),
    ],
    [
      'by a key that it brings along',
      async () => {
        const other = await generateKeyPair('RS256', { extractable: true })
        const jwk = await exportJWK(other.publicKey)
        return signed(other.privateKey, claimsOf().keycloak, { ...header, jwk })
      },
    ],
    [
      'by a key at an address that it brings along',
      async () => {
        const other = await generateKeyPair('RS256')
        return signed(other.privateKey, claimsOf().keycloak, { ...header, jku: 'https://evil.example/keys' })
      },
    ],
    [
      'by another algorithm than that of the key',
      async () => {
        const other = await generateKeyPair('ES256')
        return signed(other.privateKey, claimsOf().keycloak, { alg: 'ES256', kid: 'k1' })
      },
    ],
    [
      'over something else',
      async () => {
        const [head, , signature] = (await tokenOf('keycloak')).split('.')
        return `${head}.${part({ ...claimsOf().keycloak, sub: 'administrator' })}.${signature}`
      },
    ],
    [
      'with an extension that is not understood',
      async () => {
        const text = `${part({ ...header, crit: ['x'], x: 1 })}.${part(claimsOf().keycloak)}`
        const bytes = new TextEncoder().encode(text)
        const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', keys.privateKey, bytes)
        return `${text}.${Buffer.from(signature).toString('base64url')}`
      },
    ],
    ['not at all', async () => (await tokenOf('keycloak')).replace(/[^.]+$/, '')],
    ['with one letter more', async () => `${await tokenOf('keycloak')}A`],
    ['over no JSON', async () => `${part(header)}.${Buffer.from('x').toString('base64url')}.AA`],
  ])('signed %s lets nobody in', async (_, token) => {
    await expect(keycloak.verify(await token(), now)).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('the keys of an issuer', () => {
  it('are asked for once for many tokens', async () => {
    const asked = issuer.asked

    for (let n = 0; n < 20; n += 1) await keycloak.verify(await tokenOf('keycloak'), now)

    expect(issuer.asked - asked).toBeLessThanOrEqual(1)
  })

  it('may rotate: a new key is found, and one that was withdrawn is not', async () => {
    const other = await Issuer.open()
    const old = await other.publish('old')
    const settings = { kind: 'cognito', issuer: other.url, clientId: 'dashboard', scope: 'servanda/api' }
    const claims = { ...claimsOf().cognito, iss: other.url }
    const before = signInWith(SignInSettings.parse(settings))
    const oldToken = await signed(old.privateKey, claims, { alg: 'RS256', kid: 'old' })
    await before.verify(oldToken, now)

    const fresh = await other.publish('fresh', 'ES256')
    other.withdraw('old')
    const after = signInWith(SignInSettings.parse(settings))
    const freshToken = await signed(fresh.privateKey, claims, { alg: 'ES256', kid: 'fresh' })

    expect((await after.verify(freshToken, now)).subject).toBe('s')
    await expect(after.verify(oldToken, now)).rejects.toMatchObject({ code: 'unauthenticated' })
    await other.close()
  })

  it('that cannot be had are our fault, not the token’s; once they can, nobody has to start anew', async () => {
    const other = await Issuer.open()
    const pair = await other.publish('k1')
    const signIn = signInWith(
      SignInSettings.parse({
        kind: 'cognito',
        issuer: other.url,
        clientId: 'dashboard',
        scope: 'servanda/api',
      }),
    )
    const token = await signed(pair.privateKey, { ...claimsOf().cognito, iss: other.url }, header)
    other.isDown = true

    await expect(signIn.verify(token, now)).rejects.not.toMatchObject({ code: 'unauthenticated' })
    other.isDown = false

    expect((await signIn.verify(token, now)).subject).toBe('s')
    await other.close()
  })

  it('are those of the issuer that was named: one that calls itself otherwise is not believed', async () => {
    const settings = SignInSettings.parse({
      kind: 'cognito',
      issuer: `${issuer.url}/`,
      clientId: 'dashboard',
      scope: 'servanda/api',
    })

    await expect(signInWith(settings).verify(await tokenOf('cognito'), now)).rejects.toThrow()
  })
})

describe('the settings of the sign-in', () => {
  const env = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'dashboard', OIDC_SCOPE: 'servanda' }

  it('are Cognito’s without an audience, any issuer’s with one, and none without an issuer', () => {
    expect(signInFrom({})).toBeUndefined()
    expect(signInFrom(env)?.settings.kind).toBe('cognito')
    expect(signInFrom({ ...env, OIDC_AUDIENCE: 'api' })?.settings.kind).toBe('oidc')
  })

  it.each([[{ OIDC_AUDIENCE: 'dashboard' }], [{ OIDC_CLIENT_ID: undefined }], [{ OIDC_SCOPE: undefined }]])(
    'are refused where they would take ID tokens, or are not whole: %j',
    (changes) => {
      expect(() => signInFrom({ ...env, ...changes })).toThrow()
    },
  )
})
