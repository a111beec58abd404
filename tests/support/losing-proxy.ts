import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands before a server, lets every request through, and loses the answers that it is told to lose. */
export class LosingProxy {
  readonly url: string
  readonly #server: Server
  #losing: ((target: string) => boolean) | undefined
  lost = 0

  private constructor(server: Server, url: string) {
    this.#server = server
    this.url = url
  }

  static async before(endpoint: string): Promise<LosingProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const proxy = new LosingProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.on('request', (incoming, answer) => {
      const { method, headers, url = '/' } = incoming
      const onward = request(new URL(url, endpoint), { method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => {
          if (proxy.#loses(String(headers['x-amz-target']))) return answer.socket?.destroy()
          answer.writeHead(response.statusCode ?? 500, response.headers)
          answer.end(Buffer.concat(chunks))
        })
      })
      onward.on('error', () => answer.socket?.destroy())
      incoming.pipe(onward)
    })
    return proxy
  }

  /** Loses the next answer to an operation of DynamoDB, after it was carried out. */
  loseNext(operation: string): void {
    this.#losing = (target) => target.endsWith(`.${operation}`)
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #loses(target: string): boolean {
    if (this.#losing?.(target) !== true) return false
    this.#losing = undefined
    this.lost += 1
    return true
  }
}
