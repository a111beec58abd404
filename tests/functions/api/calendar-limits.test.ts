import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

const milestones = [
  { key: 'before', title: 'Before', offset: '-P10D' },
  { key: 'after', title: 'After', offset: 'P10D' },
  { key: 'working', title: 'Working', offset: { workingDays: 3 } },
]

/** Each of these is answered, whatever it is: no date of the calendar is our fault. */
async function answered(method: string, path: string, body?: unknown): Promise<number> {
  const { status } = await desk.call(method, path, body, { 'if-match': '*' })
  expect([method, path, body, status < 500 ? 'answered' : desk.faults]).toEqual([
    method,
    path,
    body,
    'answered',
  ])
  return status
}

const lists = ['2026-03-02', '0001-01-01', '9999-12-31', '9998-12-31'].flatMap((day) => [
  `/v1/deadlines?from=${day}`,
  `/v1/deadlines?to=${day}`,
  `/v1/deadlines?from=${day}&to=${day}`,
])

describe('the first and the last day of the calendar', () => {
  it.each(['0001-01-01', '0001', '0001-01', '9999-12-31', '9999', '9999-12'])(
    'may be due, with steps around it: %s',
    async (on) => {
      const schedule = { kind: 'once', on }
      const body = { title: 'Report', schedule, milestones, trackedFrom: '0001-01-01', leadDays: [] }

      const status = await answered('POST', '/v1/commitments', body)
      await answered('POST', '/v1/commitments?dryRun=true', body)

      expect(status).toBe(201)
      const [{ id }] = (await desk.done('GET', '/v1/records')).data
      await answered('GET', `/v1/deadlines/${id}.occurrence.${on}`)
      for (const { key } of milestones) await answered('GET', `/v1/deadlines/${id}.milestone.${on}.${key}`)
      for (const path of lists) await answered('GET', path)
      await desk.sweepOnce()
      expect(desk.faults).toEqual([])
    },
  )

  it.each(['0001-01-01', '0001', '9999-12-31', '9999'])(
    'may be due, with leads, follow-ups, escalation and an absence beyond the calendar: %s',
    async (on) => {
      const policy = {
        holidays: ['0001-01-01', '9999-12-31'],
        digest: { weekday: 7, beyondDays: 10 },
        followUp: { afterDays: [1, 400], everyDays: 30 },
        escalation: { withinDays: 3650, deputyAfterWorkingDays: 5, supervisorAfterWorkingDays: 9 },
      }
      await desk.done('PATCH', '/v1/settings', policy, { 'if-match': '*' })
      const [{ id }] = (await desk.done('GET', '/v1/team')).data
      const days = { startsOn: on.padEnd(10, '-01-01'), endsOn: on.padEnd(10, '-12-31') }
      await desk.done('POST', `/v1/team/${id}/absences`, days)
      const schedule = { kind: 'once', on }
      const body = { title: 'Report', schedule, trackedFrom: '0001-01-01', leadDays: [3650, 180, 0] }

      const status = await answered('POST', '/v1/commitments', { ...body, deputyId: id, supervisorId: id })

      expect(status).toBe(201)
      for (const from of ['2026-03-02', '0001-01-01', '9999-12-31'])
        await answered('GET', `/v1/reminders?from=${from}`)
      await desk.sweepOnce()
      expect(desk.faults).toEqual([])
    },
  )

  it.each(['0001-01-01', '9999-12-31'])('may be moved to, added, snoozed to: %s', async (dueOn) => {
    const schedule = { kind: 'every', startsOn: '2026-06-01', period: 'P1Y' }
    const body = { title: 'Report', schedule, milestones, leadDays: [] }
    const { id } = await desk.done('POST', '/v1/commitments', body)

    await answered('POST', `/v1/deadlines/${id}.occurrence.2026-06-01/snooze`, { untilOn: dueOn })
    await answered('POST', `/v1/deadlines/${id}.occurrence.2026-06-01/move`, { dueOn })
    await answered('POST', `/v1/deadlines/${id}.occurrence.2026-06-01/snooze`, { untilOn: dueOn })
    await answered('POST', `/v1/records/${id}/deadlines`, { dueOn })
    await answered('POST', `/v1/deadlines/${id}.occurrence.2027-06-01/complete`, { on: dueOn })
    for (const path of lists) await answered('GET', path)
    await desk.sweepOnce()

    expect(desk.faults).toEqual([])
  })

  it.each(['0001-01-01', '9999-12-31'])(
    'may be the end of a term with notice and renewals: %s',
    async (endsOn) => {
      const terms = [{ startsOn: null, endsOn }]
      const body = { title: 'A', type: 'treaty', parties: [], terms, trackedFrom: '0001-01-01', leadDays: [] }

      for (const notice of ['P1D', 'P1000Y'])
        for (const renewalPeriod of ['P1M', 'P1000Y'])
          await answered('POST', '/v1/agreements', { ...body, notice, renewal: 'tacit', renewalPeriod })
      for (const path of lists) await answered('GET', path)
      await desk.sweepOnce()

      expect(desk.faults).toEqual([])
    },
  )

  it.each(['0001-01-01', '9999-12-31'])('may be when a session opens: %s', async (opensOn) => {
    const { id } = await desk.done('POST', '/v1/organisations', {
      name: 'UNGA',
      sessionRules: [{ validFrom: opensOn, rrule: 'FREQ=YEARLY', firstOrdinal: 1 }],
    })
    const session = { kind: 'session', organisationId: id, edge: 'opens', from: 1 }

    await answered('POST', `/v1/organisations/${id}/sessions`, { ordinal: 5, opensOn, closesOn: opensOn })
    for (const offset of ['-P1000Y', 'P1000Y', { workingDays: -1000 }, { workingDays: 1000 }, null])
      await answered('POST', '/v1/commitments', {
        title: 'C',
        schedule: { ...session, offset },
        leadDays: [],
      })
    await answered('GET', `/v1/organisations/${id}/sessions/5`)
    for (const path of lists) await answered('GET', path)
    await desk.sweepOnce()

    expect(desk.faults).toEqual([])
  })

  it('may be the window of the reminders', async () => {
    for (const day of ['0001-01-01', '9999-12-31'])
      for (const query of [`from=${day}`, `to=${day}`, `from=${day}&to=${day}`])
        await answered('GET', `/v1/reminders?${query}`)
  })

  it('may be the window of a preview', async () => {
    const schedules = [
      { kind: 'once', on: '9999-12-31', roll: 'after' },
      { kind: 'once', on: '0001-01-01', roll: 'before' },
      { kind: 'every', startsOn: '9999-12-01', period: 'P1M' },
      { kind: 'rrule', startsOn: '9999-01-01', rrule: 'FREQ=YEARLY' },
      { kind: 'after', event: 'x', period: 'P1000Y', firstOn: '9999-01-01' },
    ]
    for (const schedule of schedules)
      for (const [from, to] of [
        ['0001-01-01', '0001-01-01'],
        ['9999-12-31', '9999-12-31'],
        ['0001-01-01', '9999-12-31'],
      ])
        await answered('POST', '/v1/schedules/preview', { schedule, from, to })
  })
})

it('a term that is renewed more often than anybody can give notice is refused, and quickly', async () => {
  const terms = [{ startsOn: null, endsOn: '2000-01-01' }]
  const body = { title: 'A', type: 'treaty', parties: [], terms, renewal: 'tacit' }

  const refused = await Promise.all([
    desk.call('POST', '/v1/agreements', { ...body, renewalPeriod: 'P1D', trackedFrom: '0001-01-01' }),
    desk.call('POST', '/v1/agreements', { ...body, renewalPeriod: 'P1D', notice: 'P1000Y' }),
  ])
  const accepted = await desk.call('POST', '/v1/agreements', { ...body, renewalPeriod: 'P1M', notice: 'P1Y' })

  for (const answer of refused)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/renewalPeriod' }] } })
  expect(accepted.status).toBe(201)
})
