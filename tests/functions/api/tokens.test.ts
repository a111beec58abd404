import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const report = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' } }

/** A member of the team with a role, and a token of a scope. */
async function member(role: string, scope: 'read' | 'write' = 'write') {
  const person = await desk.done('POST', '/v1/team', { name: role, email: `${role}@example.org`, role })
  return { ...person, headers: await desk.tokenOf(person.id, scope) }
}

describe('an API token', () => {
  it('is shown once: neither the list, nor the token itself, nor any row of the table has its text', async () => {
    const { token, ...rest } = await desk.done('POST', '/v1/tokens', { name: 'Calendar', scope: 'read' })

    const { data } = await desk.done('GET', '/v1/tokens')

    expect(token).toMatch(/^svd_[\w-]{43}$/)
    expect(data.find(({ id }: any) => id === rest.id)).toEqual(rest)
    expect(await desk.done('GET', `/v1/tokens/${rest.id}`)).toEqual(rest)
    expect(JSON.stringify(await dump(desk.table))).not.toContain(token)
  })

  it('lets in as its person, and reads only where its scope is read', async () => {
    const { token } = await desk.done('POST', '/v1/tokens', { name: 'Reader' })

    const read = await desk.call('GET', '/v1/settings', undefined, bearer(token))
    const written = await desk.call('POST', '/v1/commitments', report, bearer(token))

    expect([read.status, written.status]).toEqual([200, 403])
  })

  it('lets nobody in from the moment it is revoked', async () => {
    const { id, token } = await desk.done('POST', '/v1/tokens', { name: 'Lost', scope: 'write' })

    await desk.done('DELETE', `/v1/tokens/${id}`, undefined, { 'if-match': '*' })

    expect((await desk.call('GET', '/v1/settings', undefined, bearer(token))).status).toBe(401)
    expect((await desk.call('GET', `/v1/tokens/${id}`)).status).toBe(404)
    expect(JSON.stringify((await desk.done('GET', '/v1/tokens')).data)).not.toContain(id)
  })

  it('ends on its day: after 90 days where none is named, after 366 at the latest', async () => {
    const usual = await desk.done('POST', '/v1/tokens', { name: 'Usual' })
    const late = await desk.call('POST', '/v1/tokens', { name: 'x', expiresAt: '2028-03-02T09:00:00Z' })
    const past = await desk.call('POST', '/v1/tokens', { name: 'x', expiresAt: '2026-03-02T09:00:00Z' })
    const headers = bearer(usual.token)

    desk.setClock('2026-05-31T08:59:59Z')
    const before = await desk.call('GET', '/v1/settings', undefined, headers)
    desk.setClock('2026-05-31T09:00:00Z')
    const after = await desk.call('GET', '/v1/settings', undefined, headers)

    expect(usual.expiresAt).toBe('2026-05-31T09:00:00Z')
    expect([before.status, after.status]).toEqual([200, 401])
    for (const refused of [late, past])
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/expiresAt' }] } })
  })

  it('makes none that outlives it, and none that may do more', async () => {
    const expiresAt = '2026-03-10T09:00:00Z'
    const { token } = await desk.done('POST', '/v1/tokens', { name: 'Short', scope: 'write', expiresAt })

    const child = await desk.done('POST', '/v1/tokens', { name: 'Child' }, bearer(token))
    const longer = await desk.call(
      'POST',
      '/v1/tokens',
      { name: 'Longer', expiresAt: '2026-03-10T09:00:01Z' },
      bearer(token),
    )
    const reader = await desk.call('POST', '/v1/tokens', { name: 'x' }, bearer(child.token))

    expect(child.expiresAt).toBe(expiresAt)
    expect(longer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/expiresAt' }] } })
    expect(reader.status).toBe(403)
  })

  it('of a viewer reads, whatever its scope; of an editor who becomes a viewer too, at once', async () => {
    const viewer = await member('viewer')
    const editor = await member('editor')
    const asked = await desk.call('POST', '/v1/tokens', { name: 'x', scope: 'write' }, viewer.headers)
    const before = await desk.call('POST', '/v1/commitments', report, editor.headers)

    await desk.done('PATCH', `/v1/team/${editor.id}`, { role: 'viewer' }, { 'if-match': '*' })

    const after = await desk.call('POST', '/v1/commitments', report, editor.headers)
    expect([asked.status, before.status, after.status]).toEqual([403, 201, 403])
  })

  it('of somebody else is not there, but for an administrator, who can revoke it', async () => {
    const editor = await member('editor')
    const other = await member('viewer')
    const { id } = await desk.done('POST', '/v1/tokens', { name: 'Mine' }, editor.headers)

    const read = await desk.call('GET', `/v1/tokens/${id}`, undefined, other.headers)
    const removed = await desk.call('DELETE', `/v1/tokens/${id}`, undefined, {
      ...other.headers,
      'if-match': '*',
    })
    const listed = await desk.done('GET', '/v1/tokens', undefined, other.headers)
    const byAdministrator = await desk.call('DELETE', `/v1/tokens/${id}`, undefined, { 'if-match': '*' })

    expect([read.status, removed.status, byAdministrator.status]).toEqual([404, 404, 200])
    expect(JSON.stringify(listed)).not.toContain(id)
  })

  it('whose making is sent again under its Idempotency-Key is not made twice, nor shown again: 409', async () => {
    const key = { 'idempotency-key': 'once' }
    const first = await desk.call('POST', '/v1/tokens', { name: 'Once' }, key)

    const again = await desk.call('POST', '/v1/tokens', { name: 'Once' }, key)

    expect([first.status, again.status]).toEqual([201, 409])
    expect(again.body.detail).toContain(first.headers.get('location'))
    expect(JSON.stringify(await dump(desk.table))).not.toContain(first.body.token)
    expect((await desk.done('GET', '/v1/tokens')).data).toHaveLength(2)
  })

  it('is one of a hundred at most', async () => {
    const editor = await member('editor')
    // The first is the one by which the editor asks.
    for (let n = 1; n < 100; n += 1)
      await desk.done('POST', '/v1/tokens', { name: `Token ${n}` }, editor.headers)

    const refused = await desk.call('POST', '/v1/tokens', { name: 'One more' }, editor.headers)

    expect(refused.status).toBe(409)
  })
})

describe('the last administrator', () => {
  const administrators = async () => {
    const { data } = await desk.done('GET', '/v1/team')
    return data.filter(({ role }: any) => role === 'administrator')
  }

  it('does not step down', async () => {
    const [self] = await administrators()
    const before = await dump(desk.table)

    const refused = await desk.call('PATCH', `/v1/team/${self.id}`, { role: 'editor' }, { 'if-match': '*' })

    expect(refused.status).toBe(409)
    expect(await dump(desk.table)).toEqual(before)
  })

  it('stays where two administrators step down at the same moment', async () => {
    const [self] = await administrators()
    const other = await member('administrator')

    const answers = await Promise.all(
      [self, other].map(({ id }, n) =>
        desk.call(
          'PATCH',
          `/v1/team/${id}`,
          { role: 'viewer' },
          {
            'if-match': '*',
            ...(n === 0 ? {} : other.headers),
          },
        ),
      ),
    )

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await administrators()).toHaveLength(1)
  })

  it('who steps down leaves to another one what nobody owns, whom the reminders then go to', async () => {
    await desk.done('POST', '/v1/commitments', report)
    const [self] = await administrators()
    const other = await member('administrator')

    await desk.done('PATCH', `/v1/team/${self.id}`, { role: 'editor' }, { 'if-match': '*' })

    const { data } = await desk.done('GET', '/v1/deadlines')
    expect(data.map(({ ownerId }: any) => ownerId)).toEqual([other.id])
    await desk.passTo('2026-03-04T12:00:00Z')
    expect(desk.channel.sent.map(({ to }) => to)).toEqual(['administrator@example.org'])
  })
})
