import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach } from 'vitest'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

export type Received = { readonly headers: IncomingMessage['headers']; readonly body: string }

export type Receiver = {
  readonly url: string
  readonly port: number
  readonly received: readonly Received[]
  readonly connections: () => number
}

/** What a receiver does once it has read a request. */
export type Reaction = (response: ServerResponse, request: IncomingMessage) => void

/** A real HTTP server on this machine that keeps what it was sent, and ends with the test. */
export async function aReceiver(react: Reaction): Promise<Receiver> {
  const received: Received[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    react(response, request)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook`, port, received, connections: () => sockets.size }
}

/** Answers with a status, and a body and headers if there are any. */
export function answering(status: number, body = '', headers: Record<string, string> = {}): Reaction {
  return (response) => response.writeHead(status, headers).end(body)
}

/** Takes the request and never answers. */
export const silent: Reaction = () => undefined

/** Takes the request and resets the connection, as a server that is killed does. */
export const reset: Reaction = (_response, request) => {
  request.socket.resetAndDestroy()
}

/** Answers 200 and goes on for ever; `written` says how many bytes it got rid of. */
export function endless(): { readonly react: Reaction; readonly written: () => number } {
  let written = 0
  const chunk = Buffer.alloc(65_536, 'x')
  const react: Reaction = (response) => {
    response.writeHead(200)
    const more = () => {
      while (!response.destroyed) {
        written += chunk.length
        if (!response.write(chunk)) break
      }
    }
    response.on('drain', more)
    response.on('error', () => undefined)
    more()
  }
  return { react, written: () => written }
}
