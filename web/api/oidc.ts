import * as oauth from 'oauth4webapi'
import type { Issuer } from './issuer.ts'
import type { Renewal } from './session.ts'

/** What has to come back from the issuer, kept while the reader is there. */
export type Pending = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** Where the reader was on the page. */
  readonly hash: string
}

export type Granted = { readonly accessToken: string; readonly renewal: Renewal }

/** The clocks of the browser and of the issuer may differ by so much. */
const skewSeconds = 60
const usualSeconds = 300

/**
 * Where to send the reader: the authorization code flow with PKCE, with a state and a nonce that only this tab knows.
 * Source: RFC 7636; OpenID Connect Core 1.0, section 3.1; RFC 9700, section 2.1.1.
 */
export async function authorization(issuer: Issuer, hash: string): Promise<{ to: string; pending: Pending }> {
  const server = await discovered(issuer)
  if (server.authorization_endpoint === undefined) throw new Error('The issuer names no place to sign in.')
  const verifier = oauth.generateRandomCodeVerifier()
  const pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier,
    hash,
  }
  const to = new URL(server.authorization_endpoint)
  const parameters = {
    response_type: 'code',
    client_id: issuer.clientId,
    redirect_uri: location.origin,
    scope: `openid ${issuer.scope}`,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) to.searchParams.set(name, value)
  return { to: to.href, pending }
}

/** Takes what the issuer sent back. @throws where it is not the answer to what this tab has asked */
export async function granted(issuer: Issuer, pending: Pending, answer: URLSearchParams): Promise<Granted> {
  const server = await discovered(issuer)
  const client = clientOf(issuer)
  const parameters = oauth.validateAuthResponse(server, client, answer, pending.state)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    location.origin,
    pending.verifier,
    onLoopback(issuer),
  )
  const found = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  })
  return grantOf(found, undefined)
}

/** A new access token. @throws where the issuer gives none */
export async function refreshed(issuer: Issuer, before: Renewal): Promise<Granted> {
  const server = await discovered(issuer)
  const client = clientOf(issuer)
  const response = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    before.refreshToken ?? '',
    onLoopback(issuer),
  )
  return grantOf(await oauth.processRefreshTokenResponse(server, client, response), before)
}

/** Takes the refresh token back, and answers where the reader signs out of the issuer too, where it has such a place. */
export async function ended(issuer: Issuer, before: Renewal): Promise<string | undefined> {
  const server = await discovered(issuer)
  const { refreshToken, idToken } = before
  if (server.revocation_endpoint !== undefined && refreshToken !== undefined)
    await oauth.revocationRequest(server, clientOf(issuer), oauth.None(), refreshToken, onLoopback(issuer))
  if (server.end_session_endpoint === undefined) return undefined
  const to = new URL(server.end_session_endpoint)
  to.searchParams.set('client_id', issuer.clientId)
  to.searchParams.set('post_logout_redirect_uri', location.origin)
  // Cognito's own name for the same.
  to.searchParams.set('logout_uri', location.origin)
  if (idToken !== undefined) to.searchParams.set('id_token_hint', idToken)
  return to.href
}

let known: Promise<oauth.AuthorizationServer> | undefined

function discovered(issuer: Issuer): Promise<oauth.AuthorizationServer> {
  known ??= discover(issuer).catch((error: unknown) => {
    known = undefined
    throw error
  })
  return known
}

async function discover(issuer: Issuer): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer.issuer)
  const response = await oauth.discoveryRequest(url, onLoopback(issuer))
  return oauth.processDiscoveryResponse(url, response)
}

function clientOf({ clientId }: Issuer): oauth.Client {
  return { client_id: clientId, [oauth.clockTolerance]: skewSeconds }
}

/** On one machine an issuer may speak http; anywhere else that is refused. */
function onLoopback({ issuer }: Issuer) {
  const { hostname } = new URL(issuer)
  return { [oauth.allowInsecureRequests]: hostname === '127.0.0.1' || hostname === 'localhost' }
}

function grantOf(found: oauth.TokenEndpointResponse, before: Renewal | undefined): Granted {
  const { access_token: accessToken, expires_in: seconds = usualSeconds } = found
  return {
    accessToken,
    renewal: {
      endsAtMs: Date.now() + seconds * 1000,
      refreshToken: found.refresh_token ?? before?.refreshToken,
      idToken: found.id_token ?? before?.idToken,
    },
  }
}
