/**
 * Receives the messages of a webhook: proves who has sent each one, and prints each change once.
 *
 *   npm install standardwebhooks
 *   export WEBHOOK_SECRET=whsec_…   the secret that the making of the webhook has shown
 *   PORT=8080 node examples/receive-webhook.ts
 */
import { createServer, type IncomingMessage } from 'node:http'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'

const { WEBHOOK_SECRET: secret, PORT: port = '8080' } = process.env
if (secret === undefined) throw new Error('Set WEBHOOK_SECRET.')

const webhook = new Webhook(secret)
const mostBytes = 65_536
/** A message comes at least once. A receiver that is restarted keeps these where it keeps its work. */
const seen = new Set<string>()

const server = createServer(async (request, response) => {
  const status = await received(request).catch(() => 500)
  response.writeHead(status).end()
})
server.listen(Number(port), '127.0.0.1', () => console.log(`listening on ${port}`))

/** The status to answer: any 2xx takes the message, anything else has it sent again later. */
async function received(request: IncomingMessage): Promise<number> {
  const body = await textOf(request)
  if (body === undefined) return 413
  const id = String(request.headers['webhook-id'])
  try {
    // Over the bytes as they came: JSON that was read and written again is signed otherwise. Old messages fail too.
    webhook.verify(body, {
      'webhook-id': id,
      'webhook-timestamp': String(request.headers['webhook-timestamp']),
      'webhook-signature': String(request.headers['webhook-signature']),
    })
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error
    return 401
  }
  if (!seen.has(id)) {
    const { type, data } = JSON.parse(body)
    console.log(id, type, data.action, data.subjectId)
    seen.add(id)
  }
  return 204
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
