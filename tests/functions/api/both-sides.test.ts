import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

describe('a change of what has changed meanwhile', () => {
  it('is refused with both sides: what is there now, and each member that is not what was wanted', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', { title: 'A', type: 'other', parties: [] })
    const path = `/v1/agreements/${id}`
    await desk.done('PATCH', path, { title: 'Theirs', note: 'same' }, { 'if-match': '"1"' })

    const refused = await desk.call(
      'PATCH',
      path,
      { title: 'Mine', note: 'same', externalRef: null, depositary: 'x' },
      { 'if-match': '"1"' },
    )

    const read = await desk.call('GET', path)
    expect(refused.status).toBe(412)
    expect(refused.body.current).toEqual(read.body)
    expect(refused.headers.get('etag')).toBe(read.headers.get('etag'))
    expect(refused.body.conflicts).toEqual([
      { pointer: '/title', yours: 'Mine', current: 'Theirs' },
      { pointer: '/depositary', yours: 'x', current: null },
    ])
  })

  it('shows the deadline as it is now where somebody acts on one', async () => {
    const schedule = { kind: 'once', on: '2026-06-01' }
    const { id } = await desk.done('POST', '/v1/commitments', { title: 'Report', schedule })
    const path = `/v1/deadlines/${id}.occurrence.2026-06-01`
    const { etag } = await desk.done('GET', path)
    await desk.act(`${id}.occurrence.2026-06-01`, 'move', { dueOn: '2026-06-15' })

    const refused = await desk.call('POST', `${path}/move`, { dueOn: '2026-06-10' }, { 'if-match': etag })

    expect(refused).toMatchObject({ status: 412, body: { current: { dueOn: '2026-06-15' }, conflicts: [] } })
    expect(refused.headers.get('etag')).toBe(refused.body.current.etag)
  })

  it('shows settings, people and calendars too', async () => {
    const person = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    const calendar = await desk.done('POST', '/v1/calendars', { name: 'Baku' })

    for (const path of ['/v1/settings', `/v1/team/${person.id}`, `/v1/calendars/${calendar.id}`]) {
      const refused = await desk.call('PATCH', path, { name: 'Mine' }, { 'if-match': '"77"' })

      expect([path, refused.status]).toEqual([path, 412])
      expect(refused.body.conflicts).toMatchObject([{ pointer: '/name', yours: 'Mine' }])
      expect(refused.body.current).toEqual(await desk.done('GET', path))
    }
  })
})
