import * as z from 'zod'
import type { Instant } from '../../shared/time/instant.ts'

/** Who signed in, as the issuer says: never a claim that it does not vouch for. */
export type Subject = {
  readonly issuer: string
  readonly subject: string
  /** Null: the token has none, or the issuer has not verified it. */
  readonly email: string | null
  readonly expiresAt: Instant
}

/** Where people sign in, and how what they bring from there is verified. */
export type SignIn = {
  readonly settings: SignInSettings
  /** @throws Refusal unauthenticated for whatever is not a valid access token for this API */
  readonly verify: (token: string, now: Instant) => Promise<Subject>
}

/**
 * The issuer of access tokens. A user pool of Cognito names the client in its access tokens (`client_id`, `token_use`);
 * any other issuer (Entra ID, Keycloak) names this API as their audience, which is not the client: so an ID token,
 * whose audience is the client, is never taken for one.
 */
export const SignInSettings = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cognito'),
    issuer: z.url(),
    clientId: z.string().min(1),
    scope: z.string().min(1),
  }),
  z
    .object({
      kind: z.literal('oidc'),
      issuer: z.url(),
      clientId: z.string().min(1),
      audience: z.string().min(1),
      scope: z.string().min(1),
    })
    .refine(({ audience, clientId }) => audience !== clientId, {
      path: ['audience'],
      error: 'Give the API an audience of its own: that of the client is that of ID tokens.',
    }),
])
export type SignInSettings = z.output<typeof SignInSettings>

/** What the environment says of the sign-in, by name; without an issuer there is none. */
export const SignInEnv = z.object({
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  /** The audience of access tokens. Left out: the issuer is a user pool of Cognito. */
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_SCOPE: z.string().optional(),
})

/** @throws ZodError where an issuer is named and the rest does not fit */
export function signInFrom(env: z.output<typeof SignInEnv>): SignIn | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_AUDIENCE: audience, OIDC_SCOPE: scope } = env
  if (issuer === undefined) return undefined
  const kind = audience === undefined ? 'cognito' : 'oidc'
  const settings = SignInSettings.parse({ kind, issuer, clientId, audience, scope })
  // Loaded by the first access token: API tokens, and cold starts, do without it.
  const loaded = () => import('./access-token.ts').then(({ signInWith }) => signInWith(settings))
  let whole: ReturnType<typeof loaded> | undefined
  return {
    settings,
    verify: async (token, now) => {
      whole ??= loaded()
      return (await whole).verify(token, now)
    },
  }
}

/** What a dashboard needs to sign somebody in: nothing of it is secret. */
export const SignInAnswer = z.object({
  oidc: z.object({ issuer: z.string(), clientId: z.string(), scope: z.string() }).nullable(),
})

export function signInAnswer(signIn: SignIn | undefined): z.output<typeof SignInAnswer> {
  if (signIn === undefined) return { oidc: null }
  const { issuer, clientId, scope } = signIn.settings
  return { oidc: { issuer, clientId, scope } }
}

/** Whether a credential is a JWT in compact form rather than an API token. Source: RFC 7515, section 7.1. */
export function isCompactJws(text: string): boolean {
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text)
}
