import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

type Pair = { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey }

/** An OpenID Connect issuer on loopback: its discovery, its keys, and tokens signed with them. */
export class Issuer {
  readonly url: string
  readonly #server: Server
  readonly #published: JWK[] = []
  /** How often the keys were asked for. */
  asked = 0
  isDown = false

  private constructor(server: Server, url: string) {
    this.#server = server
    this.url = url
  }

  static async open(): Promise<Issuer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const issuer = new Issuer(server, `http://127.0.0.1:${port}`)
    server.on('request', (request, response) => {
      const isKeys = request.url === '/keys'
      if (isKeys) issuer.asked += 1
      const discovery = { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` }
      response.writeHead(issuer.isDown ? 503 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(isKeys ? { keys: issuer.#published } : discovery))
    })
    return issuer
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  /** Publishes a new key. */
  async publish(kid: string, algorithm = 'RS256'): Promise<Pair> {
    const pair = await generateKeyPair(algorithm, { extractable: true })
    this.#published.push({ ...(await exportJWK(pair.publicKey)), kid, alg: algorithm, use: 'sig' })
    return pair
  }

  withdraw(kid: string): void {
    const at = this.#published.findIndex((key) => key.kid === kid)
    if (at >= 0) this.#published.splice(at, 1)
  }
}

/** A token signed with a key, whatever it says. */
export function signed(
  key: CryptoKey | Uint8Array,
  claims: JWTPayload,
  header: { readonly alg: string; readonly kid?: string } & Record<string, unknown>,
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader(header).sign(key)
}
