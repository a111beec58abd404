import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let assembly: string
const path = () => `/v1/organisations/${assembly}`

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  const rrule = 'FREQ=YEARLY;BYMONTH=9;BYDAY=TU;BYMONTHDAY=5,6,7,8,9,10,11'
  const sessionRules = [{ validFrom: '2023-01-01', rrule, firstOrdinal: 78 }]
  assembly = (await desk.done('POST', '/v1/organisations', { name: 'General Assembly', sessionRules })).id
})

const atOpening = (more: object = {}) => ({
  kind: 'session',
  organisationId: assembly,
  edge: 'opens',
  from: 81,
  ...more,
})
const titles = async (query = '') =>
  (await desk.done('GET', `/v1/deadlines?${query}`)).data.map(({ title, dueOn }: any) => `${dueOn} ${title}`)

describe('a session', () => {
  it('that moves a date forward puts it in its place at once, before any sweep', async () => {
    await desk.done('POST', '/v1/commitments', { title: 'Statement', schedule: atOpening() })
    await desk.done('POST', '/v1/commitments', {
      title: 'Report',
      schedule: { kind: 'once', on: '2026-06-01' },
    })
    await desk.sweepOnce()

    await desk.done('POST', `${path()}/sessions`, { ordinal: 81, opensOn: '2026-04-07' })

    expect(await titles('limit=1')).toEqual(['2026-04-07 Statement'])
    expect(await titles('to=2026-04-30')).toEqual(['2026-04-07 Statement'])
  })

  it('leaves what is archived out of the lists, and asleep', async () => {
    const { id } = await desk.done('POST', '/v1/commitments', { title: 'Statement', schedule: atOpening() })
    await desk.done('DELETE', `/v1/commitments/${id}`, undefined, { 'if-match': '"1"' })
    await desk.sweepOnce()

    await desk.done('POST', `${path()}/sessions`, { ordinal: 81, opensOn: '2026-04-07' })

    expect(await titles()).toEqual([])
  })

  it('that is only estimated is read too, with what depends on it', async () => {
    await desk.done('POST', '/v1/commitments', { title: 'Statement', schedule: atOpening() })

    const session = await desk.done('GET', `${path()}/sessions/83`)

    expect(session).toMatchObject({
      ordinal: 83,
      opensOn: '2028-09-05',
      closesOn: '2029-09-10',
      status: 'estimated',
      version: 0,
      basis: 'estimated 5 September 2028 by the rule as applied since 2023',
    })
    expect(session.dependents.map(({ slot }: any) => slot)).toEqual(['83'])
    expect((await desk.call('GET', `${path()}/sessions/083`)).status).toBe(404)
    expect((await desk.call('GET', `${path()}/sessions/7`)).status).toBe(404)
  })

  it('moves the end of a term that is tied to it, and who was told the old end is told the new one', async () => {
    const { id } = await desk.done('POST', '/v1/memberships', {
      title: 'Seat',
      organisationId: assembly,
      role: 'elected_member',
      terms: [{ startsOn: '2024-09-10', endsAtSession: { organisationId: assembly, ordinal: 80 } }],
      leadDays: [30],
    })
    await desk.passTo('2026-08-20T09:00:00Z')
    const next = await desk.done('GET', `${path()}/sessions/81`)

    await desk.done('POST', `${path()}/sessions`, {
      ordinal: 80,
      opensOn: '2025-09-09',
      closesOn: '2026-10-05',
    })
    await desk.passTo('2026-08-25T09:00:00Z')

    expect(desk.channel.subjects).toEqual([
      'End of the term – Seat, General Assembly: 7 September 2026 (in 31 days)',
      'End of the term – Seat, General Assembly: moved from 7 September 2026 to 5 October 2026 (in 45 days)',
    ])
    const { dependents } = await desk.done('GET', `${path()}/sessions/80`)
    expect(dependents.map(({ id: each }: any) => each)).toEqual([`${id}.term_end.1`])
    // Until its own closing was recorded, the day before session 81 opens was taken for it.
    expect(next.dependents.map(({ id: each }: any) => each)).toEqual([`${id}.term_end.1`])
    expect((await desk.done('GET', `${path()}/sessions/81`)).dependents).toEqual([])
  })
})

it('a body that is abolished ends the memberships in it, and who was told the old end is told', async () => {
  const terms = [{ startsOn: '2024-07-01', endsOn: '2026-12-31' }]
  await desk.done('POST', '/v1/memberships', {
    title: 'Seat',
    organisationId: assembly,
    role: 'member',
    terms,
    leadDays: [180],
  })
  await desk.passTo('2026-07-10T09:00:00Z')

  await desk.done('PATCH', path(), { abolishedOn: '2026-09-30' }, { 'if-match': '"1"' })
  await desk.passTo('2026-07-15T09:00:00Z')

  expect(desk.channel.subjects).toEqual([
    'End of the term – Seat, General Assembly: 31 December 2026 (in 181 days)',
    'End of the term – Seat, General Assembly: moved from 31 December 2026 to 30 September 2026 (in 79 days)',
  ])
})

it('a record that gives too many dates is named, and spoils nobody’s list', async () => {
  const schedule = atOpening({ from: 1 })
  const { id } = await desk.done('POST', '/v1/commitments', {
    title: 'Ever',
    schedule,
    trackedFrom: '1950-01-01',
  })
  await desk.done('POST', '/v1/commitments', {
    title: 'Report',
    schedule: { kind: 'once', on: '2026-06-01' },
  })
  const sessionRules = [{ validFrom: '1950-01-01', rrule: 'FREQ=DAILY', firstOrdinal: 1 }]
  await desk.done('PATCH', path(), { sessionRules }, { 'if-match': '"1"' })

  const list = await desk.done('GET', '/v1/deadlines')

  expect(list.data.map(({ title }: any) => title)).toEqual(['Report'])
  expect(list.omitted).toEqual([
    { recordId: id, detail: 'The schedule gives more than 20000 dates since then. Write a later day.' },
  ])
})

it('a record is not stored with more than 5,000 dates, not even in a dry run of a change', async () => {
  const daily = { kind: 'every', startsOn: '2000-01-01', period: 'P1D' }
  const { id } = await desk.done('POST', '/v1/commitments', { title: 'Daily', schedule: daily })
  const since = { trackedFrom: '2000-01-01' }

  const made = await desk.call('POST', '/v1/commitments', { title: 'Daily', schedule: daily, ...since })
  const dry = await desk.call('PATCH', `/v1/commitments/${id}?dryRun=true`, since, { 'if-match': '"1"' })

  expect(made).toMatchObject({ status: 422, body: { errors: [{ pointer: '/trackedFrom' }] } })
  expect(dry).toMatchObject({ status: 422, body: { errors: [{ pointer: '/trackedFrom' }] } })
})

it('a date before the record was tracked is history when it is read, and may still be completed', async () => {
  const schedule = { kind: 'every', startsOn: '2020-01-15', period: 'P1Y' }
  const { id } = await desk.done('POST', '/v1/commitments', { title: 'Report', schedule })
  const before = `${id}.occurrence.2024-01-15`

  expect((await desk.done('GET', `/v1/deadlines/${before}`)).status).toBe('history')
  await desk.act(before, 'complete', { on: '2024-01-10' })

  expect((await desk.done('GET', `/v1/deadlines/${before}`)).status).toBe('done')
})
