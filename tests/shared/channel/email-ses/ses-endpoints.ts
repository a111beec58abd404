import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import { openSesClient, sesChannel } from '../../../../shared/channel/email-ses/channel.ts'

export const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** The server's address; the server closes with the test. */
export function endpointOf(server: Server): string {
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The channel as it is deployed, but for its endpoint. */
export async function channelTo(endpoint: string, timeoutMs = 5_000) {
  const client = await openSesClient({ endpoint, region: 'eu-central-1', credentials })
  return sesChannel({ client, configurationSetName: 'reminders', timeoutMs })
}

/** An endpoint that reads the whole request, counts it, and then answers as told. */
export async function anEndpoint(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  let requests = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      requests += 1
      answer(request, response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => new Promise((resolve) => server.close(resolve))
  return { endpoint: endpointOf(server), requests: () => requests, close }
}
