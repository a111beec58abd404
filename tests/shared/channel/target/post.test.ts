import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { mostAnswerBytes, openPost } from '../../../../shared/channel/target/post.ts'
import { retryAfterSeconds } from '../../../../shared/channel/target/retry-after.ts'
import { answering, aReceiver, endless, reset, silent } from './receivers.ts'

const post = openPost({ reach: 'loopback_too', timeoutMs: 400 })
const send = (url: string) => post({ url, headers: { 'content-type': 'application/json' }, body: '{"a":1}' })

describe('an answer', () => {
  it.each([200, 202, 204, 400, 404, 410, 429, 500, 503])('of %i is told with its body', async (status) => {
    const { url, received } = await aReceiver(answering(status, status === 204 ? '' : 'no_service'))

    const answer = await send(url)

    const body = status === 204 ? '' : 'no_service'
    expect(answer).toEqual({ kind: 'answered', status, body, isWhole: true, retryAfterSeconds: null })
    expect(received.map((each) => each.body)).toEqual(['{"a":1}'])
  })

  it('says how long it asks us to wait', async () => {
    const { url } = await aReceiver(answering(429, '', { 'retry-after': '120' }))

    expect(await send(url)).toMatchObject({ status: 429, retryAfterSeconds: 120 })
  })

  it('of a gigabyte is read to its beginning, and the connection is closed', async () => {
    const { react, written } = endless()
    const { url } = await aReceiver(react)

    const answer = await send(url)

    expect(answer).toMatchObject({ status: 200, isWhole: false, body: 'x'.repeat(mostAnswerBytes) })
    expect(written()).toBeLessThan(20_000_000)
  })

  it('that is cut off is what was answered before', async () => {
    const { url } = await aReceiver((response, request) => {
      response.writeHead(200, { 'content-length': '10' })
      response.write('ok', () => request.socket.resetAndDestroy())
    })

    expect(await send(url)).toMatchObject({ kind: 'answered', status: 200, isWhole: false })
  })

  it.each([301, 302, 303, 307, 308])('that is a redirect (%i) is not followed', async (status) => {
    const elsewhere = await aReceiver(answering(200))
    const { url } = await aReceiver(answering(status, '', { location: elsewhere.url }))

    const answer = await send(url)

    expect(answer).toMatchObject({ kind: 'answered', status })
    expect(elsewhere.connections()).toBe(0)
  })
})

describe('without an answer', () => {
  it('what has left is lost where the receiver hangs', async () => {
    const { url, received } = await aReceiver(silent)

    expect(await send(url)).toEqual({ kind: 'lost', reason: 'No answer within the time allowed.' })
    expect(received).toHaveLength(1)
  })

  it('what has left is lost where the connection is reset after it was taken', async () => {
    const { url } = await aReceiver(reset)

    expect(await send(url)).toEqual({ kind: 'lost', reason: 'ECONNRESET' })
  })

  it('nothing has left where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    await new Promise((resolve) => server.close(resolve))

    expect(await send(`http://127.0.0.1:${port}/secret-path`)).toEqual({
      kind: 'not_sent',
      permanence: 'transient',
      reason: 'ECONNREFUSED',
    })
  })

  it('nothing has left where no secure connection comes about', async () => {
    const { port, received } = await aReceiver(answering(200))

    const answer = await send(`https://127.0.0.1:${port}/`)

    expect(answer).toMatchObject({ kind: 'not_sent', permanence: 'transient' })
    expect(received).toEqual([])
  })

  it('an answer that comes a byte at a time has an end', async () => {
    const { url } = await aReceiver((response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })

    expect(await send(url)).toMatchObject({ kind: 'answered', status: 200, isWhole: false })
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 24, 12, 0, 0)

  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['Tue, 24 Nov 2026 12:01:30 GMT', 90],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['99999999', 86_400],
    ['Wed, 24 Nov 2027 12:00:00 GMT', 86_400],
    ['soon', null],
    ['-5', null],
    [undefined, null],
  ])('%j is %j seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds)
  })
})
