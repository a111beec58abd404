import { describe, expect, it } from 'vitest'
import { openGet } from '../../../../shared/channel/target/get.ts'
import { answering, aReceiver, endless, silent } from './receivers.ts'

const get = openGet({ reach: 'loopback_too', timeoutMs: 400 })
const ask = (url: string, mostBytes = 1_000) => get({ url, headers: { accept: 'text/calendar' }, mostBytes })

describe('what is read of others', () => {
  it('comes with what tells one version from another', async () => {
    const headers = { etag: '"v1"', 'last-modified': 'Mon, 02 Mar 2026 09:00:00 GMT' }
    const { url, received } = await aReceiver(answering(200, 'BEGIN:VCALENDAR', headers))

    const answer = await ask(url)

    expect(answer).toMatchObject({
      kind: 'answered',
      status: 200,
      etag: '"v1"',
      lastModified: 'Mon, 02 Mar 2026 09:00:00 GMT',
      isWhole: true,
      isLonger: false,
    })
    expect(answer.kind === 'answered' && Buffer.from(answer.bytes).toString()).toBe('BEGIN:VCALENDAR')
    expect(received[0]?.headers).toMatchObject({ accept: 'text/calendar', 'accept-encoding': 'identity' })
  })

  it('is read no further than is wanted, and the connection is closed', async () => {
    const { react, written } = endless()
    const { url } = await aReceiver(react)

    const answer = await ask(url, 100_000)

    expect(answer).toMatchObject({ status: 200, isWhole: false, isLonger: true })
    expect(answer.kind === 'answered' && answer.bytes.length).toBe(100_000)
    expect(written()).toBeLessThan(20_000_000)
  })

  it.each([301, 302, 307, 308])('is not followed where it leads elsewhere (%i)', async (status) => {
    const elsewhere = await aReceiver(answering(200))
    const { url } = await aReceiver(answering(status, '', { location: elsewhere.url }))

    expect(await ask(url)).toMatchObject({ kind: 'answered', status, location: elsewhere.url })
    expect(elsewhere.connections()).toBe(0)
  })

  it('is given up where nobody answers in time', async () => {
    const { url } = await aReceiver(silent)

    expect(await ask(url)).toEqual({ kind: 'lost', reason: 'No answer within the time allowed.' })
  })

  it.each(['127.0.0.1', '10.0.0.7', '169.254.169.254', '::1'])(
    'is never asked for where a public name leads to %s',
    async (address) => {
      const { port, connections } = await aReceiver(answering(200))
      const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }]
      const guarded = openGet({ reach: 'public', resolve, timeoutMs: 400 })

      const answer = await guarded({
        url: `https://un.example.org:${port}/a.ics`,
        headers: {},
        mostBytes: 10,
      })

      expect(answer).toMatchObject({
        kind: 'not_sent',
        reason: 'The name of the host leads to an internal address.',
      })
      expect(connections()).toBe(0)
    },
  )
})
