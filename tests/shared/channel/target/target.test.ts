import { once } from 'node:events'
import { request } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPost } from '../../../../shared/channel/target/post.ts'
import { whyUnreachable } from '../../../../shared/channel/target/target.ts'
import { inside, loopback, outside } from './spellings.ts'

/** A server inside that counts who connects, whatever they speak. */
let server: Server
let port = 0
let hits = 0
const sockets = new Set<Socket>()

beforeAll(async () => {
  server = createServer((socket) => {
    hits += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as { port: number }).port
})

beforeEach(() => {
  hits = 0
})

afterAll(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

/** Every way to write a URL to a host that is inside. */
const urls = [
  ...[...loopback, ...inside].map((host) => `https://${host}:PORT/`),
  ...['localhost', '127.0.0.1', '[::1]', '0x7f.1'].flatMap((host) => [
    `https://example.org@${host}:PORT/`,
    `https://example.org:443@${host}:PORT/`,
    `https://example.org%40@${host}:PORT/`,
    `https://user:password@${host}:PORT/`,
    `https:${host}:PORT/`,
    `https:\\\\${host}:PORT/`,
    `https:/\\${host}:PORT/`,
    `https:///${host}:PORT/`,
    ` https://${host}:PORT/`,
    `ht\ntps://${host}:PORT/`,
    `https://${host}:PORT#@example.org/`,
    `https://${host}:PORT?@example.org/`,
    `https://${host}:PORT\\@example.org/`,
    `http://${host}:PORT/`,
    `HTTP://${host}:PORT/`,
  ]),
  'file:///etc/passwd',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/',
  'ws://127.0.0.1:PORT/',
  'data:text/plain,hello',
  'http://example.org/',
  '//127.0.0.1:PORT/',
  '127.0.0.1:PORT',
  'https://',
  '',
]

const post = openPost({ reach: 'public', timeoutMs: 3_000 })
const postTo = (url: string, by = post) => by({ url, headers: {}, body: '{}' })

describe('a target inside', () => {
  it('is written in more than a hundred ways here', () => {
    expect(new Set(urls).size).toBeGreaterThan(180)
  })

  it.each(urls)('is refused and never reached: %j', async (url) => {
    const answer = await postTo(url.replace('PORT', String(port)))

    expect(answer).toMatchObject({ kind: 'not_sent', permanence: 'permanent' })
    expect(hits).toBe(0)
  })

  it('would be reached by many of them if nothing stood in the way', async () => {
    const parsed = loopback.map((host) => `http://${host}:${port}/`).filter((url) => URL.canParse(url))
    const unguarded = (url: string) =>
      new Promise((resolve) => {
        const sending = request(url, { agent: false, signal: AbortSignal.timeout(1_000) }, resolve)
        sending.on('error', resolve)
        sending.end()
      })

    await Promise.all(parsed.map(unguarded))

    expect(hits).toBeGreaterThan(25)
  })
})

describe('a name', () => {
  const at = `https://hooks.example.org:`

  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['10.1.2.3']],
    [['169.254.169.254']],
    [['fd00:ec2::254']],
    [['64:ff9b::7f00:1']],
    [['0.0.0.0']],
    [['1.1.1.1', '127.0.0.1']],
    [['2606:4700::1111', '::1']],
    [[]],
  ])('that leads to %j is never connected to', async (addresses) => {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

    const answer = await postTo(`${at}${port}/`, openPost({ reach: 'public', resolve, timeoutMs: 3_000 }))

    expect(answer).toEqual({
      kind: 'not_sent',
      permanence: 'transient',
      reason: 'The name of the host leads to an internal address.',
    })
    expect(hits).toBe(0)
  })

  it('whose answer changes is connected to where the answer that was checked leads', async () => {
    let asked = 0
    const resolve = async () => {
      asked += 1
      return [{ address: asked % 2 === 1 ? '198.41.0.4' : '127.0.0.1', family: 4 }]
    }
    const changing = openPost({ reach: 'public', resolve, timeoutMs: 200 })

    for (let n = 0; n < 4; n += 1) await postTo(`${at}${port}/`, changing)

    // Asked once for each connection: there is no second answer that nobody has checked.
    expect(asked).toBe(4)
    expect(hits).toBe(0)
  })
})

describe('on one machine', () => {
  it.each(['http://127.0.0.1:4000/', 'http://localhost:4000/', 'http://[::1]:4000/', 'https://127.0.0.1/'])(
    '%s may be reached where its owner says so',
    (url) => {
      expect(whyUnreachable(url, 'public')).toBeTypeOf('string')
      expect(whyUnreachable(url, 'loopback_too')).toBeUndefined()
    },
  )

  it.each(['http://10.0.0.1/', 'https://169.254.169.254/', 'http://example.org/', 'ftp://127.0.0.1/'])(
    '%s may not be reached all the same',
    (url) => {
      expect(whyUnreachable(url, 'loopback_too')).toBeTypeOf('string')
    },
  )

  it('a name other than its own that leads to it is still refused', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }]

    await postTo(`https://hooks.example.org:${port}/`, openPost({ reach: 'loopback_too', resolve }))

    expect(hits).toBe(0)
  })
})

it.each(outside)('a target outside is let through: %s', (host) => {
  expect(whyUnreachable(`https://${host}/hook`, 'public')).toBeUndefined()
})
