import { beforeAll, describe, expect, it } from 'vitest'
import { dump } from '../../support/dump.ts'
import { RefusedDesk } from '../../support/refused-desk.ts'

let at: RefusedDesk

beforeAll(async () => {
  at = await RefusedDesk.open()
})

const refused: RefusedDesk['refused'] = (...request) => at.refused(...request)
const preview = { schedule: { kind: 'manual' }, from: '2026-01-01', to: '2026-12-31' }

describe('a body that cannot be read', () => {
  it.each(['{', ' ', 'null x', '{"name":}', "{'name':'x'}", '{"name":"x"} {}', '\u0000'])(
    'that is not JSON is malformed: %j',
    async (body) => {
      const answer = await refused('POST', '/v1/organisations', body)

      expect(answer).toMatchObject({ status: 400, pointers: [''] })
    },
  )

  it('that is not UTF-8 is malformed', async () => {
    const before = await dump(at.desk.table)

    const response = await at.desk.app.request('/v1/organisations', {
      method: 'POST',
      headers: { authorization: `Bearer ${at.desk.token}`, 'content-type': 'application/json' },
      body: new Uint8Array([...Buffer.from('{"name":"'), 0xe9, ...Buffer.from('"}')]),
    })

    expect([response.status, await dump(at.desk.table)]).toEqual([400, before])
  })

  it('that is nested beyond reason is malformed', async () => {
    const answer = await refused('POST', '/v1/organisations', '['.repeat(30_000) + ']'.repeat(30_000))

    expect(answer).toMatchObject({ status: 400, pointers: [''] })
  })

  it.each(['null', '7', '"x"', '[]', 'true'])(
    'that is not an object is invalid as a whole: %s',
    async (body) => {
      const posted = await refused('POST', '/v1/organisations', body)
      const patched = await refused('PATCH', `/v1/organisations/${at.organisationId}`, body, {
        'if-match': '*',
      })

      expect([posted.status, posted.pointers]).toEqual([422, ['']])
      expect([patched.status, patched.pointers]).toEqual([422, ['']])
    },
  )

  it('that is over the limit is too large', async () => {
    const answer = await refused('POST', '/v1/organisations', { name: 'x', note: 'x'.repeat(70_000) })

    expect(answer.status).toBe(413)
  })

  it.each(['text/plain', 'application/xml', '', 'application/merge-patch+json'])(
    'of another media type is not supported: %s',
    async (type) => {
      const answer = await refused('POST', '/v1/organisations', { name: 'x' }, { 'content-type': type })

      expect(answer.status).toBe(415)
    },
  )

  it.each(['application/json', 'application/json-patch+json', 'text/plain'])(
    'of a PATCH has to be a merge patch, not %s',
    async (type) => {
      const headers = { 'content-type': type, 'if-match': '"1"' }

      const answer = await refused('PATCH', `/v1/commitments/${at.commitmentId}`, { title: 'y' }, headers)

      expect(answer.status).toBe(415)
    },
  )

  it.each(['application/json; charset=utf-8', 'Application/JSON'])('may say more: %s', async (type) => {
    const answer = await at.desk.call('POST', '/v1/schedules/preview', preview, { 'content-type': type })

    expect(answer.status).toBe(200)
  })
})
