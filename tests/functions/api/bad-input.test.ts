import { beforeAll, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let organisationId: string
let commitmentId: string
let written = 0

beforeAll(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  organisationId = (await desk.done('POST', '/v1/organisations', { name: 'UN General Assembly' })).id
  commitmentId = (await desk.done('POST', '/v1/commitments', commitment)).id
  const { write } = desk.table
  desk.table.write = (writes) => {
    written += writes.length
    return write(writes)
  }
})

const commitment = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' } }
const agreement = { title: 'Agreement', type: 'treaty', parties: [] }
const nested = (schedule: object) => ({ ...commitment, schedule })

/** Sends what has to be refused, and checks the form of the refusal, and that nothing was stored. */
async function refused(
  method: string,
  path: string,
  body: unknown,
  headers?: Record<string, string>,
): Promise<{ status: number; pointers: string[]; details: string[] }> {
  written = 0
  const answer = await desk.call(method, path, body, headers)

  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({
    status: answer.status,
    title: expect.any(String),
    type: expect.any(String),
  })
  expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
  expect(answer.body.detail.length).toBeGreaterThan(10)
  expect(written).toBe(0)
  const errors: { pointer: string; detail: string }[] = answer.body.errors
  return {
    status: answer.status,
    pointers: errors.map(({ pointer }) => pointer),
    details: errors.map(({ detail }) => detail),
  }
}

describe('a body that is refused names each field that is wrong', () => {
  it.each([
    ['/v1/organisations', {}, ['/name']],
    ['/v1/organisations', { name: '' }, ['/name']],
    ['/v1/organisations', { name: '   ' }, ['/name']],
    ['/v1/organisations', { name: 'x'.repeat(301) }, ['/name']],
    ['/v1/organisations', { name: 7 }, ['/name']],
    ['/v1/organisations', { name: 'x', kind: 'planet' }, ['/kind']],
    ['/v1/organisations', { name: 'x', colour: 'red' }, ['/colour']],
    [
      '/v1/organisations',
      { name: 'x', presence: { startsOn: '2012', endsOn: '2011' } },
      ['/presence/endsOn'],
    ],
    ['/v1/organisations', { name: 'x', presence: { startsOn: '2012-13' } }, ['/presence/startsOn']],
    ['/v1/organisations', { name: 'x', links: [{ url: 'javascript:alert(1)' }] }, ['/links/0/url']],
    [
      '/v1/organisations',
      { name: 'x', sessionRules: [{ validFrom: '2003-01-01', rrule: 'FREQ=HOURLY', firstOrdinal: 1 }] },
      ['/sessionRules/0/rrule'],
    ],
    ['/v1/organisations', { name: 'x', parentId: 'org_00000000000000000000000000000000' }, ['/parentId']],
    ['/v1/agreements', {}, ['/title', '/type', '/parties']],
    ['/v1/agreements', { ...agreement, parties: [{}] }, ['/parties/0']],
    [
      '/v1/agreements',
      { ...agreement, parties: [{ name: 'A', organisationId: 'x' }] },
      ['/parties/0/organisationId', '/parties/0'],
    ],
    [
      '/v1/agreements',
      { ...agreement, terms: [{ startsOn: '2024-02-30', endsOn: '..' }] },
      ['/terms/0/startsOn'],
    ],
    ['/v1/agreements', { ...agreement, notice: '-P3M' }, ['/notice']],
    ['/v1/agreements', { ...agreement, notice: 'P0D' }, ['/notice']],
    ['/v1/agreements', { ...agreement, leadDays: [7, 7] }, ['/leadDays']],
    ['/v1/agreements', { ...agreement, leadDays: [-1] }, ['/leadDays/0']],
    ['/v1/agreements', { ...agreement, leadDays: [1.5] }, ['/leadDays/0']],
    ['/v1/agreements', { ...agreement, leadDays: Array.from({ length: 21 }, (_, n) => n) }, ['/leadDays']],
    ['/v1/agreements', { ...agreement, references: { isbn: '1' } }, ['/references/isbn']],
    ['/v1/agreements', { ...agreement, status: 'archived' }, ['/status']],
    [
      '/v1/agreements',
      { ...agreement, relatedIds: ['agr_00000000000000000000000000000000'] },
      ['/relatedIds/0'],
    ],
    ['/v1/memberships', {}, ['/organisationId', '/role']],
    [
      '/v1/memberships',
      { organisationId: 'org_00000000000000000000000000000000', role: 'member' },
      ['/organisationId'],
    ],
    ['/v1/commitments', { title: 'x' }, ['/schedule']],
    ['/v1/commitments', nested({ kind: 'weekly' }), ['/schedule/kind']],
    ['/v1/commitments', nested({ kind: 'once', on: 'soon' }), ['/schedule/on']],
    ['/v1/commitments', nested({ kind: 'once', on: '2026-06-01', every: 2 }), ['/schedule/every']],
    [
      '/v1/commitments',
      nested({ kind: 'every', startsOn: '2026-01-31', period: 'P0D' }),
      ['/schedule/period'],
    ],
    [
      '/v1/commitments',
      nested({ kind: 'rrule', startsOn: '2026-01-31', rrule: 'FREQ=YEARLY;BYEASTER=1' }),
      ['/schedule/rrule'],
    ],
    ['/v1/commitments', nested({ kind: 'later', of: [{ kind: 'once', on: '2026' }] }), ['/schedule/of']],
    [
      '/v1/commitments',
      { ...commitment, milestones: [{ key: 'Draft', title: 'D', offset: 'soon' }] },
      ['/milestones/0/key', '/milestones/0/offset'],
    ],
    [
      '/v1/commitments',
      { ...commitment, milestones: [1, 2].map(() => ({ key: 'a', title: 'D', offset: '-P1D' })) },
      ['/milestones'],
    ],
    ['/v1/commitments', { ...commitment, watchers: ['nobody'] }, ['/watchers/0']],
    ['/v1/commitments', { ...commitment, ownerId: 'per_00000000000000000000000000000000' }, ['/ownerId']],
    ['/v1/commitments', { ...commitment, amount: { value: 1, currency: 'usd' } }, ['/amount/currency']],
    ['/v1/commitments', { ...commitment, trackedFrom: '2026-06' }, ['/trackedFrom']],
    ['/v1/commitments', { ...commitment, title: 'a\u0000b' }, ['/title']],
    ['/v1/commitments', [], ['']],
  ])('%s %j', async (path, body, pointers) => {
    const answer = await refused('POST', path, body)

    expect(answer.status).toBe(422)
    expect(answer.pointers).toEqual(pointers)
    for (const detail of answer.details) expect(detail).not.toBe('Invalid input')
  })

  it('__proto__ is an unknown field like any other', async () => {
    const answer = await refused('POST', '/v1/organisations', '{"name":"x","__proto__":{"a":1}}')

    expect(answer).toMatchObject({ status: 422, pointers: ['/__proto__'] })
  })

  it('half of a surrogate pair cannot be stored', async () => {
    const answer = await refused('POST', '/v1/organisations', '{"name":"\\ud800"}')

    expect(answer).toMatchObject({ status: 422, pointers: ['/name'] })
  })
})

describe('a body that cannot be read', () => {
  it.each(['{', '', 'null x', '{"name":}'].slice(0, 1))('that is not JSON is malformed: %s', async (body) => {
    const answer = await refused('POST', '/v1/organisations', body)

    expect(answer).toMatchObject({ status: 400, pointers: [''] })
  })

  it('that is over the limit is too large', async () => {
    const answer = await refused('POST', '/v1/organisations', { name: 'x', note: 'x'.repeat(70_000) })

    expect(answer.status).toBe(413)
  })

  it.each(['text/plain', 'application/xml'])('of another media type is not supported: %s', async (type) => {
    const answer = await refused('POST', '/v1/organisations', { name: 'x' }, { 'content-type': type })

    expect(answer.status).toBe(415)
  })

  it('of a PATCH has to be a merge patch', async () => {
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' }

    const answer = await refused('PATCH', `/v1/commitments/${commitmentId}`, { title: 'y' }, headers)

    expect(answer.status).toBe(415)
  })
})

describe('parameters', () => {
  it.each([
    ['/v1/records?limit=101', '/limit'],
    ['/v1/records?limit=0', '/limit'],
    ['/v1/records?limit=ten', '/limit'],
    ['/v1/records?colour=red', '/colour'],
    ['/v1/records?kind=planet', '/kind'],
    ['/v1/records?cursor=abc', '/cursor'],
    ['/v1/records?kind=agreement&kind=membership', '/kind'],
    ['/v1/deadlines?from=2026-02-30', '/from'],
    ['/v1/deadlines?from=2026-03-01&to=2026-02-01', '/to'],
    ['/v1/deadlines?status=late', '/status'],
    ['/v1/reminders?state=lost', '/state'],
  ])('that are wrong are refused by name: %s', async (path, pointer) => {
    const answer = await refused('GET', path, undefined)

    expect(answer).toMatchObject({ status: 422, pointers: [pointer] })
  })
})

describe('a request without the right to it', () => {
  it.each([[{ authorization: '' }], [{ authorization: 'Bearer wrong' }], [{ authorization: 'Basic YTpi' }]])(
    'is not signed in: %j',
    async (headers) => {
      const answer = await refused('GET', '/v1/records', undefined, headers)

      expect(answer.status).toBe(401)
    },
  )
})

describe('a change without If-Match, or with an old one', () => {
  it('is refused on PATCH, DELETE and each action', async () => {
    const deadline = `/v1/deadlines/${commitmentId}.occurrence.2026-06-01`
    const patch = { title: 'y' }

    const without = [
      await refused('PATCH', `/v1/commitments/${commitmentId}`, patch),
      await refused('DELETE', `/v1/commitments/${commitmentId}`, undefined),
      await refused('PATCH', `/v1/organisations/${organisationId}`, { name: 'y' }),
      ...(await Promise.all(
        ['complete', 'waive', 'cancel', 'move', 'assign', 'acknowledge', 'snooze'].map((action) =>
          refused('POST', `${deadline}/${action}`, {}),
        ),
      )),
    ]
    const stale = [
      await refused('PATCH', `/v1/commitments/${commitmentId}`, patch, { 'if-match': '"9"' }),
      await refused('PATCH', `/v1/commitments/${commitmentId}`, patch, { 'if-match': 'W/"1"' }),
      await refused('POST', `${deadline}/complete`, {}, { 'if-match': '"1"' }),
    ]

    expect(without.map(({ status }) => status)).toEqual(without.map(() => 428))
    expect(stale.map(({ status }) => status)).toEqual([412, 412, 412])
  })
})

describe('what is not there', () => {
  it.each([
    '/v1/records/com_00000000000000000000000000000000',
    '/v1/records/x',
    '/v1/organisations/org_00000000000000000000000000000000',
    '/v1/deadlines/x',
    '/v1/nothing',
    '/nothing',
  ])('is not found: %s', async (path) => {
    const answer = await refused('GET', path, undefined)

    expect(answer.status).toBe(404)
  })
})
