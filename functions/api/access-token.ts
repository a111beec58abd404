import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import * as z from 'zod'
import { Refusal } from '../../shared/errors/refusal.ts'
import { instantAt } from '../../shared/time/instant.ts'
import type { SignIn, SignInSettings, Subject } from './sign-in.ts'

/** Signatures by a key that only the issuer has. `none` and everything that is verified with a shared secret is not. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
/** By so much the clocks of the issuer and of this function may differ. */
const skewSeconds = 30
/** An access token that claims to be valid for longer was not made for people. */
const longestSeconds = 86_400
const timeoutMs = 5_000
/** A key that is not known is asked for again after this time at the earliest: so keys may rotate. */
const cooldownMs = 30_000
const keysKeptMs = 600_000

type KeyFinder = ReturnType<typeof createRemoteJWKSet>

/** Verifies access tokens of one issuer: signature, algorithm, issuer, audience or client, use, scope and times. */
export function signInWith(settings: SignInSettings): SignIn {
  let keys: Promise<KeyFinder> | undefined
  const keysOf = () => {
    keys ??= discover(settings.issuer).catch((error: unknown) => {
      keys = undefined
      throw error
    })
    return keys
  }
  return {
    settings,
    async verify(token, now) {
      const found = await keysOf()
      try {
        const { payload } = await jwtVerify(token, found, {
          algorithms,
          issuer: settings.issuer,
          ...(settings.kind === 'oidc' ? { audience: settings.audience } : {}),
          requiredClaims: ['exp', 'iat', 'sub'],
          clockTolerance: skewSeconds,
          maxTokenAge: longestSeconds,
          currentDate: new Date(now),
        })
        return subjectOf(settings, payload)
      } catch (error) {
        if (isTheirs(error)) throw unauthenticated()
        throw error
      }
    },
  }
}

/** Where the issuer's keys are. Source: OpenID Connect Discovery 1.0, section 4. */
async function discover(issuer: string): Promise<KeyFinder> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (!response.ok) throw new Error(`the issuer answered ${response.status} to its discovery`)
  const found = z.object({ issuer: z.literal(issuer), jwks_uri: z.url() }).parse(await response.json())
  const at = new URL(found.jwks_uri)
  if (at.protocol !== 'https:' && at.hostname !== '127.0.0.1' && at.hostname !== 'localhost')
    throw new Error('the keys of the issuer are not behind https')
  return createRemoteJWKSet(at, {
    cooldownDuration: cooldownMs,
    cacheMaxAge: keysKeptMs,
    timeoutDuration: timeoutMs,
  })
}

const Claims = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  iat: z.number(),
  scope: z.string().optional(),
  /** The same of Entra ID. */
  scp: z.string().optional(),
  client_id: z.string().optional(),
  azp: z.string().optional(),
  appid: z.string().optional(),
  token_use: z.string().optional(),
  /** What Keycloak says of the use. */
  typ: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
})

/** @throws Refusal unauthenticated where the claims are those of another use, client or scope */
function subjectOf(settings: SignInSettings, payload: JWTPayload): Subject {
  const read = Claims.safeParse(payload)
  if (!read.success) throw unauthenticated()
  const claims = read.data
  const scopes = (claims.scope ?? claims.scp ?? '').split(' ')
  const isForUs =
    scopes.includes(settings.scope) &&
    claims.exp - claims.iat <= longestSeconds &&
    (claims.typ === undefined || claims.typ.toLowerCase() === 'bearer') &&
    (settings.kind === 'cognito'
      ? claims.token_use === 'access' && claims.client_id === settings.clientId
      : [claims.client_id, claims.azp, claims.appid].every(
          (client) => client === undefined || client === settings.clientId,
        ))
  if (!isForUs) throw unauthenticated()
  return {
    issuer: settings.issuer,
    subject: claims.sub,
    email: claims.email_verified === true ? (claims.email ?? null) : null,
    expiresAt: instantAt(claims.exp * 1000),
  }
}

/** Whether the token is wrong, rather than we or the issuer unable to say. */
function isTheirs(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false
  return !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC'
}

function unauthenticated(): Refusal {
  return new Refusal('unauthenticated', 'Send a valid token: Authorization: Bearer <token>.')
}
