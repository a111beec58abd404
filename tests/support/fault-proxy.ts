import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a network and a service can do to one call. */
export const wireFaults = [
  'dropped before it arrives',
  'dropped after it was carried out',
  'answered 500',
  'throttled',
  'answered too late',
  'answered in part',
] as const
export type WireFault = (typeof wireFaults)[number]

/** The operations of DynamoDB that the product uses. */
export const operations = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'TransactWriteItems',
] as const
export type Operation = (typeof operations)[number]

const refusals = {
  'answered 500': [500, 'com.amazonaws.dynamodb.v20120810#InternalServerError'],
  throttled: [400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'],
} as const

/** Between the SDK and the database: it passes every call on, but for the n-th of one operation. */
export class FaultProxy {
  readonly #upstream: string
  readonly #server = createServer((request, response) => void this.#pass(request, response))
  #armed: { readonly operation: Operation; readonly fault: WireFault; left: number } | undefined
  /** How many calls met the fault. */
  met = 0

  private constructor(upstream: string) {
    this.#upstream = upstream
  }

  static async before(upstream: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstream)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  /** The next but `after` call of an operation meets the fault; those that follow do not. */
  arm(operation: Operation, fault: WireFault, after = 0): void {
    this.#armed = { operation, fault, left: after }
    this.met = 0
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(request))
    const fault = this.#faultOf(String(request.headers['x-amz-target']))
    if (fault === 'dropped before it arrives') return void request.socket.destroy()
    if (fault === 'answered 500' || fault === 'throttled') {
      const [status, type] = refusals[fault]
      const said = JSON.stringify({ __type: type, message: fault })
      return void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(said)
    }
    const own = ['host', 'connection', 'content-length']
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      own.includes(name) ? [] : [[name, String(value)]],
    )
    const answer = await fetch(this.#upstream, { method: 'POST', headers, body })
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (fault === 'dropped after it was carried out') return void request.socket.destroy()
    // The client gives up by itself.
    if (fault === 'answered too late') return
    response.writeHead(answer.status, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': bytes.length,
    })
    if (fault === undefined) return void response.end(bytes)
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy())
  }

  #faultOf(target: string): WireFault | undefined {
    const armed = this.#armed
    if (armed === undefined || !target.endsWith(`.${armed.operation}`)) return undefined
    if (armed.left-- > 0) return undefined
    this.#armed = undefined
    this.met += 1
    return armed.fault
  }
}
