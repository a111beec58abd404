import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

const defaults = {
  name: 'Desk',
  zone: 'UTC',
  sendingHour: '08:00',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  leadDays: [180, 90, 30, 7, 1],
  followUp: null,
  digest: null,
  escalation: null,
  discreet: false,
  heartbeat: 'none',
}

describe('the settings of a workspace', () => {
  it('are the defaults of the contract, and nothing else of the workspace', async () => {
    expect(await desk.done('GET', '/v1/settings')).toEqual(defaults)
  })

  it('are changed by a merge patch with their own ETag; what changes nothing stores nothing', async () => {
    const { headers } = await desk.call('GET', '/v1/settings')
    const patch = { zone: 'Asia/Baku', holidays: ['2026-03-20'], leadDays: [10] }

    const changed = await desk.call('PATCH', '/v1/settings', patch, { 'if-match': headers.get('etag')! })
    const stale = await desk.call('PATCH', '/v1/settings', {}, { 'if-match': headers.get('etag')! })
    const before = await dump(desk.table)
    const same = await desk.call('PATCH', '/v1/settings', patch, { 'if-match': '*' })

    expect(changed.body).toEqual({ ...defaults, ...patch })
    expect(changed.headers.get('etag')).not.toBe(headers.get('etag'))
    expect([stale.status, same.status]).toEqual([412, 200])
    expect(await dump(desk.table)).toEqual(before)
  })

  it.each([
    [{ zone: 'Baku' }, '/zone'],
    [{ zone: null }, '/zone'],
    [{ sendingHour: '24:00' }, '/sendingHour'],
    [{ sendingHour: '8:00' }, '/sendingHour'],
    [{ workingDays: [] }, '/workingDays'],
    [{ workingDays: [1, 1] }, '/workingDays'],
    [{ workingDays: [0] }, '/workingDays/0'],
    [{ holidays: ['2026-03'] }, '/holidays/0'],
    [{ leadDays: null }, '/leadDays'],
    [{ leadDays: [-1] }, '/leadDays/0'],
    [{ name: '' }, '/name'],
    [{ secret: 'x' }, '/secret'],
    [{ administratorId: null }, '/administratorId'],
    [{ version: 1 }, '/version'],
  ])('are refused where they make no sense: %j', async (patch, pointer) => {
    const before = await dump(desk.table)

    const refused = await desk.call('PATCH', '/v1/settings', patch, { 'if-match': '*' })

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
    expect(await dump(desk.table)).toEqual(before)
  })

  it('give a record that names no leads theirs', async () => {
    await desk.done('PATCH', '/v1/settings', { leadDays: [3] }, { 'if-match': '*' })
    const body = { title: 'Report', schedule: { kind: 'once', on: '2026-06-04' } }

    const { reminders } = await desk.done('POST', '/v1/commitments?dryRun=true', body)

    expect(reminders.map(({ leadDays, sendAt }: any) => [leadDays, sendAt])).toEqual([
      [3, '2026-06-01T08:00:00Z'],
    ])
  })
})

describe('a member of the team', () => {
  it('is added, read, changed and listed; an editor unless something else is said', async () => {
    const made = await desk.call('POST', '/v1/team', { name: 'Leyla', email: 'Leyla@Example.org' })
    const path = made.headers.get('location')!

    const read = await desk.call('GET', path)
    const changed = await desk.call('PATCH', path, { role: 'viewer' }, { 'if-match': '"1"' })
    const missing = await desk.call('PATCH', path, { role: 'viewer' })
    const reset = await desk.call('PATCH', path, { role: null }, { 'if-match': '"2"' })

    expect(made.body).toMatchObject({ name: 'Leyla', email: 'Leyla@Example.org', role: 'editor', version: 1 })
    expect([read.body, read.headers.get('etag')]).toEqual([made.body, '"1"'])
    expect([changed.body.role, missing.status, reset.body.role]).toEqual(['viewer', 428, 'editor'])
    expect((await desk.done('GET', '/v1/team')).data.map(({ name }: any) => name)).toEqual([
      'Administrator',
      'Leyla',
    ])
  })

  it.each([
    [{}, ['/name', '/email']],
    [{ name: 'x', email: 'nobody' }, ['/email']],
    [{ name: 'x', email: 'a@b\r\nBcc: c@d' }, ['/email']],
    [{ name: 'x', email: `${'a'.repeat(250)}@b.example` }, ['/email']],
    [{ name: 'x', email: 'a@example.org', role: 'king' }, ['/role']],
    [{ name: 'x', email: 'a@example.org', id: 'per_1' }, ['/id']],
  ])('is refused: %j', async (body, pointers) => {
    const refused = await desk.call('POST', '/v1/team', body)

    expect(refused.status).toBe(422)
    expect(refused.body.errors.map(({ pointer }: any) => pointer)).toEqual(pointers)
  })
})
