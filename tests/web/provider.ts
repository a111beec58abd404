import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

type Asked = { readonly challenge: string; readonly redirectUri: string; readonly nonce: string }

/** What the product has to be started with so that people sign in here. */
export const client = { id: 'dashboard', audience: 'servanda-api', scope: 'servanda' } as const

/**
 * An OpenID Connect provider on loopback that signs everybody in as one person, at once: it checks what the dashboard
 * sends as a real one would, and answers wrongly where it is told to.
 */
export class Provider {
  readonly url: string
  readonly #server: Server
  readonly #key: CryptoKey
  readonly #jwk: JWK
  readonly #codes = new Map<string, Asked>()
  readonly #refreshTokens = new Set<string>()
  /** What the dashboard has asked for, by the kind of grant; and what was refused, with the reason. */
  readonly grants: string[] = []
  readonly refused: string[] = []
  /** The parameters of the last authorization request. */
  asked = new URLSearchParams()
  subject = 'leyla-at-the-issuer'
  seconds = 900
  /** What it answers wrongly. */
  lie: 'state' | 'nonce' | 'issuer' | undefined

  private constructor(server: Server, key: CryptoKey, jwk: JWK) {
    this.#server = server
    this.#key = key
    this.#jwk = jwk
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async open(): Promise<Provider> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
    const provider = new Provider(server, privateKey, jwk)
    server.on('request', (request, response) => void provider.#answer(request, response))
    return provider
  }

  get environment(): Record<string, string> {
    return {
      OIDC_ISSUER: this.url,
      OIDC_CLIENT_ID: client.id,
      OIDC_AUDIENCE: client.audience,
      OIDC_SCOPE: client.scope,
    }
  }

  /** Whether a refresh token is still good. */
  get keepsRefreshToken(): boolean {
    return this.#refreshTokens.size > 0
  }

  endSessions(): void {
    this.#refreshTokens.clear()
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    response.setHeader('access-control-allow-origin', '*')
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return void json(this.#discovery())
      case '/keys':
        return void json({ keys: [this.#jwk] })
      case '/authorize':
        return void response.writeHead(302, { location: this.#authorized(url.searchParams) }).end()
      case '/token': {
        const form = new URLSearchParams(await textOf(request))
        const why = this.#whyRefused(form)
        if (why !== undefined) this.refused.push(why)
        return void (why === undefined
          ? json(await this.#tokens(form))
          : json({ error: 'invalid_grant' }, 400))
      }
      case '/revoke':
        this.#refreshTokens.delete(new URLSearchParams(await textOf(request)).get('token') ?? '')
        return void json({})
      case '/sign-out':
        return void response
          .writeHead(302, { location: url.searchParams.get('post_logout_redirect_uri') ?? '/' })
          .end()
      default:
        return void response.writeHead(404).end()
    }
  }

  #discovery() {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      revocation_endpoint: `${this.url}/revoke`,
      end_session_endpoint: `${this.url}/sign-out`,
      jwks_uri: `${this.url}/keys`,
      authorization_response_iss_parameter_supported: true,
    }
  }

  #authorized(asked: URLSearchParams): string {
    this.asked = asked
    const code = randomUUID()
    const redirectUri = asked.get('redirect_uri') ?? ''
    this.#codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      redirectUri,
      nonce: asked.get('nonce') ?? '',
    })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', this.lie === 'state' ? 'of-another' : (asked.get('state') ?? ''))
    back.searchParams.set('iss', this.lie === 'issuer' ? 'https://evil.example' : this.url)
    return back.href
  }

  /** A code is good once, with the verifier whose hash the request for it had. Source: RFC 7636, section 4.6. */
  #whyRefused(form: URLSearchParams): string | undefined {
    const grant = form.get('grant_type') ?? ''
    this.grants.push(grant)
    if (form.get('client_id') !== client.id) return 'client'
    if (grant === 'refresh_token')
      return this.#refreshTokens.has(form.get('refresh_token') ?? '') ? undefined : 'refresh token'
    const asked = this.#codes.get(form.get('code') ?? '')
    if (asked === undefined) return 'code'
    const hash = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (asked.challenge === '' || hash !== asked.challenge) return 'verifier'
    return form.get('redirect_uri') === asked.redirectUri ? undefined : 'redirect address'
  }

  async #tokens(form: URLSearchParams) {
    const code = form.get('code') ?? ''
    const nonce = this.lie === 'nonce' ? 'of-another' : this.#codes.get(code)?.nonce
    this.#codes.delete(code)
    this.#refreshTokens.delete(form.get('refresh_token') ?? '')
    const refreshToken = randomUUID()
    this.#refreshTokens.add(refreshToken)
    const sign = (claims: Record<string, unknown>) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(this.url)
        .setSubject(this.subject)
        .setIssuedAt()
        .setExpirationTime(`${this.seconds}s`)
        .sign(this.#key)
    return {
      token_type: 'Bearer',
      expires_in: this.seconds,
      refresh_token: refreshToken,
      access_token: await sign({
        aud: client.audience,
        azp: client.id,
        scope: `openid ${client.scope}`,
      }),
      ...(nonce === undefined ? {} : { id_token: await sign({ aud: client.id, nonce }) }),
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
