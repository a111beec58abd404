import { beforeAll, describe, expect, it } from 'vitest'
import { tokenPut } from '../../../shared/token/token-store.ts'
import { dump } from '../../support/dump.ts'
import { agreement, RefusedDesk } from '../../support/refused-desk.ts'

let at: RefusedDesk

beforeAll(async () => {
  at = await RefusedDesk.open()
})

const refused: RefusedDesk['refused'] = (...request) => at.refused(...request)
const preview = { schedule: { kind: 'manual' }, from: '2026-01-01', to: '2026-12-31' }

describe('a request without the right to it', () => {
  async function withToken(scope: 'read' | 'write', role: string, expiresAt: string | null) {
    const person = await at.desk.done('POST', '/v1/team', { name: 'P', email: 'p@example.org', role })
    const text = `token-${crypto.randomUUID()}`
    const workspaceId = (await dump(at.desk.table)).find(({ sk }) => sk === 'WORKSPACE')!.data.id
    const token = {
      id: `tok_${'0'.repeat(32)}`,
      workspaceId,
      personId: person.id,
      name: 'T',
      scope,
      expiresAt,
    }
    await at.desk.table.write([await tokenPut({ ...token, createdAt: at.desk.clock() } as any, text)])
    return { authorization: `Bearer ${text}` }
  }

  it.each([
    ['read', 'administrator'],
    ['write', 'viewer'],
  ] as const)('may read and not write: a token of scope %s of a %s', async (scope, role) => {
    const headers = await withToken(scope, role, null)

    const read = await at.desk.call('GET', `/v1/records/${at.commitmentId}`, undefined, headers)
    const previewed = await at.desk.call('POST', '/v1/schedules/preview', preview, headers)
    const written = [
      await refused('POST', '/v1/organisations', { name: 'x' }, headers),
      await refused('PATCH', `/v1/commitments/${at.commitmentId}`, {}, { ...headers, 'if-match': '*' }),
      await refused('DELETE', `/v1/commitments/${at.commitmentId}`, undefined, {
        ...headers,
        'if-match': '*',
      }),
      await refused('POST', '/v1/agreements?dryRun=true', agreement, headers),
    ]

    expect([read.status, previewed.status]).toEqual([200, 200])
    expect(written.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })

  it('is not an administrator’s: an editor changes neither the settings nor the team', async () => {
    const headers = await withToken('write', 'editor', null)

    const allowed = await at.desk.call('POST', '/v1/agreements?dryRun=true', agreement, headers)
    const refusals = [
      await refused('PATCH', '/v1/settings', { zone: 'UTC' }, { ...headers, 'if-match': '*' }),
      await refused('POST', '/v1/team', { name: 'x', email: 'x@example.org' }, headers),
      await refused('POST', '/v1/calendars', { name: 'x' }, headers),
    ]

    expect(allowed.status).toBe(200)
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 403])
  })

  it('is not signed in once its token has expired', async () => {
    const headers = await withToken('read', 'editor', '2026-03-02T09:00:00Z')

    const answer = await refused('GET', '/v1/records', undefined, headers)

    expect(answer.status).toBe(401)
  })

  it.each([[{ authorization: '' }], [{ authorization: 'Bearer wrong' }], [{ authorization: 'Basic YTpi' }]])(
    'is not signed in: %j',
    async (headers) => {
      const answer = await refused('GET', '/v1/records', undefined, headers)

      expect(answer.status).toBe(401)
    },
  )

  it('is asked for its token before anything is said of its body', async () => {
    const answer = await refused('POST', '/v1/organisations', '{', { authorization: '' })

    expect(answer.status).toBe(401)
  })
})
