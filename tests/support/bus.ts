import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Entry = { EventBusName: string; Source: string; DetailType: string; Detail: string }

/** What EventBridge is to a function: it takes every entry, unless it is told to take none, and keeps it. */
export class Bus {
  readonly entries: Entry[] = []
  /** How many entries came with each call. */
  readonly sizes: number[] = []
  takes: (entry: Entry) => boolean = () => true
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    server.on('request', async (request, response) => {
      let body = ''
      for await (const part of request.setEncoding('utf8')) body += part
      const { Entries }: { Entries: Entry[] } = JSON.parse(body)
      this.entries.push(...Entries)
      this.sizes.push(Entries.length)
      const answers = Entries.map((entry) =>
        this.takes(entry) ? { EventId: crypto.randomUUID() } : { ErrorCode: 'InternalFailure' },
      )
      const FailedEntryCount = answers.filter((answer) => 'ErrorCode' in answer).length
      response.setHeader('content-type', 'application/x-amz-json-1.1')
      response.end(JSON.stringify({ FailedEntryCount, Entries: answers }))
    })
  }

  static async open(): Promise<Bus> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Bus(server)
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
