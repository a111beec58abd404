import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

const rrule = 'FREQ=YEARLY;BYMONTH=9;BYDAY=TU;BYMONTHDAY=5,6,7,8,9,10,11'

describe('an organisation', () => {
  it('is answered as it was given', async () => {
    const parent = await desk.done('POST', '/v1/organisations', { name: 'General Assembly' })
    const full = {
      name: 'Third Committee',
      shortName: 'C3',
      kind: 'un_body',
      parentId: parent.id,
      areas: ['human rights'],
      presence: { startsOn: '1992-05', endsOn: '..' },
      links: [{ title: null, url: 'https://example.org' }],
      note: 'n',
      sessionRules: [{ validFrom: '2023-01-01', rrule, firstOrdinal: 78 }],
    }

    const made = await desk.call('POST', '/v1/organisations', full)
    const read = await desk.call('GET', made.headers.get('location')!)

    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"'])
    expect(made.body).toMatchObject(full)
    expect(read.body).toEqual(made.body)
  })

  it('is changed by a merge patch, archived by DELETE and brought back; what changes nothing stores nothing', async () => {
    const { id } = await desk.done('POST', '/v1/organisations', { name: 'A', presence: { startsOn: '2018' } })
    const path = `/v1/organisations/${id}`
    const patch = { presence: { endsOn: '2020' }, kind: 'ngo' }

    const changed = await desk.call('PATCH', path, patch, { 'if-match': '"1"' })
    const same = await desk.call('PATCH', path, patch, { 'if-match': '"2"' })
    const archived = await desk.call('DELETE', path, undefined, { 'if-match': '"2"' })
    const before = await dump(desk.table)
    const again = await desk.call('DELETE', path, undefined, { 'if-match': '"3"' })
    const after = await dump(desk.table)
    const listed = await desk.done('GET', '/v1/organisations')
    const back = await desk.call('POST', `${path}/unarchive`)

    expect(changed.body).toMatchObject({
      presence: { startsOn: '2018', endsOn: '2020' },
      kind: 'ngo',
      version: 2,
    })
    expect(same.body.version).toBe(2)
    expect(archived.body).toMatchObject({ status: 'archived', version: 3 })
    expect([again.status, again.body.version, after]).toEqual([200, 3, before])
    expect(listed.data).toEqual([])
    expect(back.body).toMatchObject({ status: 'active', version: 4 })
    const { data } = await desk.done('GET', `${path}/history`)
    expect(data.map(({ action }: any) => action)).toEqual(['recorded', 'changed', 'archived', 'unarchived'])
  })

  it('is not its own parent', async () => {
    const { id } = await desk.done('POST', '/v1/organisations', { name: 'A' })

    const refused = await desk.call('PATCH', `/v1/organisations/${id}`, { parentId: id }, { 'if-match': '*' })

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/parentId' }] } })
  })
})

describe('a session', () => {
  let organisationId: string
  let path: string

  beforeEach(async () => {
    organisationId = (await desk.done('POST', '/v1/organisations', { name: 'UNGA' })).id
    path = `/v1/organisations/${organisationId}/sessions`
  })

  it.each([
    { ordinal: 81, opensOn: '2026-09-08', closesOn: '2026-09-08', status: 'estimated' },
    { ordinal: 1, opensOn: '1946-01-10', closesOn: null, status: 'moved' },
    { ordinal: 1_000_000, opensOn: '2026-09-08', closesOn: '2027-09-06', status: 'confirmed' },
  ])('is answered as it was given, at its number: %j', async (body) => {
    const made = await desk.call('POST', path, body)

    expect(made.headers.get('location')).toBe(`${path}/${body.ordinal}`)
    expect(made.body).toEqual({ ...body, version: 1 })
    expect(await desk.done('GET', `${path}/${body.ordinal}`)).toMatchObject(made.body)
  })

  it('has an ETag of its own, and keeps the number that it has', async () => {
    for (const ordinal of [80, 81]) await desk.done('POST', path, { ordinal, opensOn: '2026-09-08' })
    const patch = (body: object, headers: Record<string, string> = { 'if-match': '"1"' }) =>
      desk.call('PATCH', `${path}/81`, body, headers)

    const statuses = [
      (await patch({ closesOn: '2027-09-06' }, {})).status,
      (await patch({ closesOn: '2027-09-06' }, { 'if-match': '"2"' })).status,
      (await patch({ ordinal: 82 })).status,
      (await patch({ opensOn: null })).status,
      (await patch({ closesOn: '2026-09-01' })).status,
      (await patch({ closesOn: '2027-09-06' })).status,
      (await desk.call('DELETE', `${path}/80`, undefined)).status,
    ]

    expect(statuses).toEqual([428, 412, 422, 422, 422, 200, 428])
    expect((await desk.call('GET', `${path}/80`)).headers.get('etag')).toBe('"1"')
    expect((await desk.call('GET', `${path}/081`)).status).toBe(404)
  })

  it.each([
    ['confirmed', { opensOn: '2026-09-15' }, 'moved'],
    ['confirmed', { opensOn: '2026-09-15', status: 'confirmed' }, 'confirmed'],
    ['confirmed', { closesOn: '2027-09-01' }, 'confirmed'],
    ['estimated', { opensOn: '2026-09-15' }, 'estimated'],
    ['estimated', { status: 'confirmed' }, 'confirmed'],
    ['moved', { opensOn: '2026-09-15' }, 'moved'],
  ])('that is %s and changed by %j is %s', async (status, patch, after) => {
    await desk.done('POST', path, { ordinal: 81, opensOn: '2026-09-08', status })

    expect((await desk.done('PATCH', `${path}/81`, patch, { 'if-match': '*' })).status).toBe(after)
  })

  it('that is patched to what it is already is not a new version, and nothing is stored', async () => {
    await desk.done('POST', path, { ordinal: 81, opensOn: '2026-09-08' })
    const before = await dump(desk.table)

    const same = await desk.call('PATCH', `${path}/81`, { opensOn: '2026-09-08' }, { 'if-match': '"1"' })

    expect([same.status, same.headers.get('etag')]).toEqual([200, '"1"'])
    expect(await dump(desk.table)).toEqual(before)
  })

  it('moves what depends on it: for its record at once, in every list from the next sweep on', async () => {
    await desk.done('POST', path, { ordinal: 81, opensOn: '2026-09-08' })
    const schedule = { kind: 'session', organisationId, edge: 'opens', from: 81, every: 100, offset: '-P30D' }
    const { id } = await desk.done('POST', '/v1/commitments', { title: 'Supplementary item', schedule })
    await desk.done('POST', '/v1/commitments', {
      title: 'Other',
      schedule: { kind: 'once', on: '2026-08-01' },
    })

    await desk.done('PATCH', `${path}/81`, { opensOn: '2026-08-11' }, { 'if-match': '*' })

    const listed = async (query: string) =>
      (await desk.done('GET', `/v1/deadlines${query}`)).data.map(({ dueOn }: any) => dueOn)
    expect(await listed(`?recordId=${id}`)).toEqual(['2026-07-12'])
    await desk.sweepOnce()
    expect(await listed('')).toEqual(['2026-07-12', '2026-08-01'])
    expect(await listed('?to=2026-07-31')).toEqual(['2026-07-12'])
    expect(await listed('?limit=1')).toEqual(['2026-07-12'])
  })

  it('that is not recorded is estimated by the rules, counted from the nearest one that is', async () => {
    await desk.done(
      'PATCH',
      `/v1/organisations/${organisationId}`,
      { sessionRules: [{ validFrom: '2023-01-01', rrule, firstOrdinal: 78 }] },
      { 'if-match': '*' },
    )
    const schedule = { kind: 'session', organisationId, edge: 'opens', from: 79, every: 2 }
    const { id } = await desk.done('POST', '/v1/commitments', { title: 'Resolution', schedule })
    const dates = async () => {
      const { data } = await desk.done('GET', `/v1/deadlines?recordId=${id}&to=2030-12-31`)
      return data.map(({ slot, dueOn }: any) => [slot, dueOn])
    }

    const estimated = await dates()
    await desk.done('POST', path, { ordinal: 82, opensOn: '2026-09-08' })

    expect(estimated).toEqual([
      ['81', '2026-09-08'],
      ['83', '2028-09-05'],
      ['85', '2030-09-10'],
    ])
    expect(await dates()).toEqual([
      ['83', '2027-09-07'],
      ['85', '2029-09-11'],
    ])
  })
})
