import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach } from 'vitest'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

export type Running = {
  readonly url: string
  readonly connections: () => number
  readonly server: SMTPServer
}

/** A real SMTP server on the loopback interface that closes with the test, and counts its connections. */
export async function aServer(options: SMTPServerOptions): Promise<Running> {
  let connections = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    ...options,
    closeTimeout: 10,
  })
  server.on('error', () => undefined)
  server.server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, connections: () => connections, server }
}

/** The error that makes the server answer with this code. */
export function reply(responseCode: number): Error {
  return Object.assign(new Error('as the test asks'), { responseCode })
}

/** Resets every connection, as a server that is killed does. */
export function resetAll(server: SMTPServer): void {
  for (const connection of server.connections as Set<unknown>) {
    ;(connection as { _socket: Socket })._socket.resetAndDestroy()
  }
}

/** A server that answers each line as told: for what a correct server never does. */
export async function aScript(
  onLine: (line: string, socket: Socket) => void,
  greeting = '220 test ESMTP\r\n',
) {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write(greeting)
    let rest = ''
    socket.on('data', (chunk) => {
      const lines = (rest + chunk).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line, socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.size,
  }
}
