import { beforeEach, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

const monthly = { kind: 'every', startsOn: '2026-05-01', period: 'P1M', roll: 'before' }

it('a schedule rolls by the calendar that it names, not by the workspace’s', async () => {
  const { id } = await desk.done('POST', '/v1/calendars', { name: 'Cairo', workingDays: [7, 1, 2, 3, 4] })
  const preview = { schedule: { ...monthly, calendarId: id }, from: '2026-04-01', to: '2026-06-30' }

  const { data } = await desk.done('POST', '/v1/schedules/preview', preview)

  expect(data.map(({ slot, dueOn }: any) => [slot, dueOn])).toEqual([
    ['2026-05-01', '2026-04-30'],
    ['2026-06-01', '2026-06-01'],
  ])
})

it('a holiday that is added moves the dates that depend on the calendar, and who was told is told again', async () => {
  const calendar = await desk.done('POST', '/v1/calendars', { name: 'Geneva' })
  const schedule = { kind: 'once', on: '2026-06-01', roll: 'before', calendarId: calendar.id }
  const report = await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, leadDays: [30] })
  await desk.passTo('2026-05-04T09:00:00Z')

  const holidays = { holidays: ['2026-06-01'] }
  await desk.done('PATCH', `/v1/calendars/${calendar.id}`, holidays, { 'if-match': '"1"' })
  await desk.passTo('2026-05-06T09:00:00Z')

  const { data } = await desk.done('GET', `/v1/deadlines?recordId=${report.id}`)
  expect(data.map(({ slot, dueOn }: any) => [slot, dueOn])).toEqual([['2026-06-01', '2026-05-29']])
  expect(desk.channel.subjects).toEqual([
    'Report: 1 June 2026 (in 31 days)',
    'Report: moved from 1 June 2026 to 29 May 2026 (in 24 days)',
  ])
})

it.each(['cal_00000000000000000000000000000000', 'geneva'])(
  'a calendar that is not there is refused: %s',
  async (id) => {
    const body = { title: 'Report', schedule: { ...monthly, calendarId: id } }

    const refused = await desk.call('POST', '/v1/commitments', body)

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/schedule/calendarId' }] } })
  },
)

it('a session schedule of an organisation that is not there is refused', async () => {
  const schedule = { kind: 'session', organisationId: 'general-assembly', edge: 'opens', from: 57 }

  const refused = await desk.call('POST', '/v1/commitments', { title: 'Resolution', schedule })

  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/schedule/organisationId' }] } })
})
