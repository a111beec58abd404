import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let assembly: string

const sessionRules = [
  {
    validFrom: '2023-01-01',
    rrule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=TU;BYMONTHDAY=5,6,7,8,9,10,11',
    firstOrdinal: 78,
  },
]

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  assembly = (await desk.done('POST', '/v1/organisations', { name: 'General Assembly', sessionRules })).id
})

async function resolution(): Promise<string> {
  const schedule = {
    kind: 'session',
    organisationId: assembly,
    edge: 'opens',
    from: 79,
    every: 2,
    offset: 'P90D',
  }
  const milestones = [{ key: 'tabling', title: 'Tabling', offset: '-P4W' }]
  return (
    await desk.done('POST', '/v1/commitments', { title: 'Resolution', schedule, milestones, leadDays: [30] })
  ).id
}

const path = () => `/v1/organisations/${assembly}/sessions`

describe('a session', () => {
  it('is recorded once, read, listed, changed and removed', async () => {
    const made = await desk.call('POST', path(), {
      ordinal: 81,
      opensOn: '2026-09-08',
      closesOn: '2027-09-06',
    })
    const again = await desk.call('POST', path(), { ordinal: 81, opensOn: '2026-09-09' })
    const { etag } = Object.fromEntries(made.headers)
    const changed = await desk.call('PATCH', `${path()}/81`, { opensOn: '2026-09-15' }, { 'if-match': etag! })
    const listed = await desk.done('GET', path())
    const removed = await desk.call('DELETE', `${path()}/81`, undefined, { 'if-match': '"2"' })

    expect(made).toMatchObject({ status: 201, body: { ordinal: 81, status: 'confirmed' } })
    expect(again.status).toBe(409)
    expect(changed.body).toMatchObject({ opensOn: '2026-09-15', status: 'moved' })
    expect(listed.data).toHaveLength(1)
    expect(removed.status).toBe(200)
    expect(await desk.done('GET', `${path()}/81`)).toMatchObject({ version: 0, status: 'estimated' })
  })

  it('that closes before it opens is refused', async () => {
    const refused = await desk.call('POST', path(), {
      ordinal: 81,
      opensOn: '2026-09-08',
      closesOn: '2026-09-01',
    })

    expect(refused.body.errors).toMatchObject([{ pointer: '/closesOn' }])
  })

  it('answers what depends on it', async () => {
    await resolution()
    await desk.done('POST', path(), { ordinal: 81, opensOn: '2026-09-08' })

    const { dependents } = await desk.done('GET', `${path()}/81`)

    expect(dependents.map(({ title, dueOn }: any) => [title, dueOn])).toEqual([
      ['Tabling', '2026-11-09'],
      ['Resolution', '2026-12-07'],
    ])
  })

  it('that moves, moves what depends on it, and who was told the old dates is told the new ones', async () => {
    const id = await resolution()
    await desk.passTo('2026-10-13T09:00:00Z')
    await desk.done('POST', path(), { ordinal: 81, opensOn: '2026-09-22' })

    await desk.passTo('2026-10-15T09:00:00Z')

    const { data } = await desk.done('GET', `/v1/deadlines?recordId=${id}&to=2026-12-31`)
    expect(data.map(({ dueOn }: any) => dueOn)).toEqual(['2026-11-23', '2026-12-21'])
    expect(desk.channel.subjects).toEqual([
      'Tabling – Resolution: 9 November 2026 (in 31 days)',
      'Tabling – Resolution: moved from 9 November 2026 to 23 November 2026 (in 40 days)',
    ])
  })

  it('that moves leaves what is closed at the date that it had', async () => {
    const id = await resolution()
    await desk.act(`${id}.occurrence.81`, 'complete')

    await desk.done('POST', path(), { ordinal: 81, opensOn: '2026-09-22' })

    expect(await desk.done('GET', `/v1/deadlines/${id}.occurrence.81`)).toMatchObject({
      status: 'done',
      dueOn: '2026-12-07',
    })
  })
})
