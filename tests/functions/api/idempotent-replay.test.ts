import { beforeEach, describe, expect, it } from 'vitest'
import { tokenPut } from '../../../shared/token/token-store.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

const body = { title: 'Agreement', type: 'treaty', parties: [] }
const key = { 'idempotency-key': 'k' }

async function raw(method: string, path: string, content: unknown, headers: Record<string, string>) {
  const response = await desk.app.request(path, {
    method,
    headers: {
      authorization: `Bearer ${desk.token}`,
      'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      ...headers,
    },
    ...(content === undefined ? {} : { body: JSON.stringify(content) }),
  })
  const names = ['content-type', 'etag', 'location', 'cache-control']
  return {
    status: response.status,
    bytes: Buffer.from(await response.arrayBuffer()).toString('hex'),
    headers: names.map((name) => response.headers.get(name)),
    isReplay: response.headers.get('idempotent-replayed') === 'true',
  }
}

describe('a request that is sent again with its key', () => {
  it('is answered with the same bytes, whatever it was, and stores nothing more', async () => {
    const organisation = await desk.done('POST', '/v1/organisations', { name: 'WHO' })
    const schedule = { kind: 'once', on: '2026-06-01' }
    const { id } = await desk.done('POST', '/v1/commitments', { title: 'Report', schedule })
    const event = await desk.done('POST', `/v1/records/${id}/events`, { kind: 'meeting' })
    const deadline = `/v1/deadlines/${id}.occurrence.2026-06-01`
    const requests: [string, string, unknown][] = [
      ['POST', '/v1/organisations', { name: 'Ə' }],
      ['POST', `/v1/organisations/${organisation.id}/sessions`, { ordinal: 1, opensOn: '2026-01-01' }],
      ['PATCH', `/v1/organisations/${organisation.id}/sessions/1`, { opensOn: '2026-01-02' }],
      ['DELETE', `/v1/organisations/${organisation.id}/sessions/1`, undefined],
      ['PATCH', `/v1/organisations/${organisation.id}`, { note: 'n' }],
      ['POST', `/v1/records/${id}/events`, { kind: 'meeting' }],
      ['PATCH', `/v1/records/${id}/events/${event.id}`, { on: '2026' }],
      ['DELETE', `/v1/records/${id}/events/${event.id}`, undefined],
      ['POST', `${deadline}/acknowledge`, undefined],
      ['POST', `${deadline}/complete`, { note: 'x' }],
      ['POST', `/v1/records/${id}/deadlines`, { dueOn: '2026-06-01' }],
      ['PATCH', `/v1/commitments/${id}`, { note: 'n' }],
      ['PATCH', `/v1/commitments/${id}`, { note: 'n' }],
      ['PATCH', `/v1/commitments/${id}`, {}],
      ['DELETE', `/v1/commitments/${id}`, undefined],
      ['DELETE', `/v1/commitments/${id}`, undefined],
      ['POST', `/v1/commitments/${id}/unarchive`, undefined],
      ['POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' }],
      ['PATCH', '/v1/settings', { zone: 'Asia/Baku' }],
      ['POST', '/v1/calendars', { name: 'Baku' }],
    ]

    for (const [n, [method, path, content]] of requests.entries()) {
      const headers = { 'idempotency-key': `key-${n}`, 'if-match': '*' }
      const first = await raw(method, path, content, headers)
      const before = await dump(desk.table)
      const second = await raw(method, path, content, headers)

      expect([n, method, path, first.isReplay, second]).toEqual([
        n,
        method,
        path,
        false,
        { ...first, isReplay: true },
      ])
      expect(first.status).toBeLessThan(300)
      expect(await dump(desk.table)).toEqual(before)
    }
  })

  it('is refused where its body, its path or its method is another, though nothing had to be done', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', body)
    const headers = { ...key, 'if-match': '"1"' }
    await desk.done('PATCH', `/v1/agreements/${id}`, { title: 'Agreement' }, headers)
    const before = await dump(desk.table)

    const answers = await Promise.all([
      desk.call('PATCH', `/v1/agreements/${id}`, { title: 'Other' }, headers),
      desk.call('PATCH', `/v1/agreements/${id}?dryRun=false`, { title: 'Agreement' }, headers),
      desk.call('DELETE', `/v1/agreements/${id}`, undefined, headers),
      desk.call('POST', '/v1/agreements', body, headers),
    ])

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422])
    expect(await dump(desk.table)).toEqual(before)
  })

  it('is the same request whatever the order and the blanks of its members', async () => {
    const first = await desk.call('POST', '/v1/agreements', body, key)

    const again = await desk.call(
      'POST',
      '/v1/agreements',
      ' {"parties":[], "type":"treaty","title":"Agreement"}',
      key,
    )

    expect([again.headers.get('idempotent-replayed'), again.body]).toEqual(['true', first.body])
  })

  it('is kept apart for each person, and for what one may do', async () => {
    const viewer = await desk.done('POST', '/v1/team', { name: 'V', email: 'v@example.org', role: 'viewer' })
    const editor = await desk.done('POST', '/v1/team', { name: 'E', email: 'e@example.org' })
    const workspaceId = (await dump(desk.table)).find(({ sk }) => sk === 'WORKSPACE')!.data.id
    const tokens = await Promise.all(
      [viewer, editor].map(async ({ id: personId }) => {
        const text = crypto.randomUUID()
        const token = { id: `tok_${'0'.repeat(32)}`, workspaceId, personId, name: 'T', scope: 'write' }
        const put = { ...token, createdAt: desk.clock(), expiresAt: null }
        await desk.table.write([await tokenPut(put as any, text)])
        return { authorization: `Bearer ${text}` }
      }),
    )
    const first = await desk.call('POST', '/v1/agreements', body, key)

    const refused = await desk.call('POST', '/v1/agreements', body, { ...key, ...tokens[0] })
    const other = await desk.call('POST', '/v1/agreements', body, { ...key, ...tokens[1] })

    expect([refused.status, other.status]).toEqual([403, 201])
    expect(other.body.id).not.toBe(first.body.id)
  })

  it('with another body at the same time is carried out once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        desk.call('POST', '/v1/agreements', { ...body, title: `Agreement ${n % 2}` }, key),
      ),
    )

    const made = answers.filter(({ status }) => status === 201)
    expect(new Set(made.map(({ body: { id } }) => id)).size).toBe(1)
    expect(made.length + answers.filter(({ status }) => status === 422).length).toBe(8)
    expect((await desk.done('GET', '/v1/records')).data).toHaveLength(1)
  })
})

describe('a key', () => {
  it.each(['', 'a b', 'x'.repeat(201), 'caf\u00e9'])('that is no key is refused: %j', async (text) => {
    const before = await dump(desk.table)

    const { status } = await desk.call('POST', '/v1/agreements', body, { 'idempotency-key': text })

    expect([status, await dump(desk.table)]).toEqual([422, before])
  })

  it('of a dry run is not kept: it stores nothing', async () => {
    const before = await dump(desk.table)

    const dry = await desk.call('POST', '/v1/agreements?dryRun=true', body, key)

    expect(dry.status).toBe(200)
    expect(await dump(desk.table)).toEqual(before)
    expect((await desk.call('POST', '/v1/agreements', body, key)).status).toBe(201)
  })

  it('of a read or a preview says nothing', async () => {
    const preview = { schedule: { kind: 'manual' }, from: '2026-01-01', to: '2026-12-31' }
    const before = await dump(desk.table)

    const read = await desk.call('GET', '/v1/records', undefined, key)
    const previewed = await desk.call('POST', '/v1/schedules/preview', preview, key)

    expect([read.status, previewed.status]).toEqual([200, 200])
    expect(await dump(desk.table)).toEqual(before)
  })
})
