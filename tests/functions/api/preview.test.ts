import { beforeAll, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let organisationId: string

beforeAll(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  organisationId = (await desk.done('POST', '/v1/organisations', { name: 'UNGA' })).id
  for (const [ordinal, opensOn] of [
    [79, '2024-09-10'],
    [80, '2025-09-09'],
    [81, '2026-09-08'],
  ])
    await desk.done('POST', `/v1/organisations/${organisationId}/sessions`, { ordinal, opensOn })
})

function preview(schedule: object, from = '2026-01-01', to = '2026-12-31') {
  return desk.call('POST', '/v1/schedules/preview', { schedule, from, to })
}

const bySession = () => ({ kind: 'session', organisationId, edge: 'opens', from: 79, every: 2 })
const daily = { kind: 'every', startsOn: '2026-01-01', period: 'P1D' }

it.each<[object | (() => object), string[]]>([
  [{ kind: 'once', on: '2026-11-13' }, ['2026-11-13']],
  [{ kind: 'once', on: '2027' }, []],
  [
    { kind: 'rrule', startsOn: '2002-12-01', rrule: 'FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=3TU' },
    ['2026-12-15'],
  ],
  [{ kind: 'every', startsOn: '2024-01-31', period: 'P6M' }, ['2026-01-31', '2026-07-31']],
  [bySession, ['2026-09-08']],
  [() => ({ ...bySession(), offset: '-P30D', weekday: 5 }), ['2026-08-07']],
  [{ kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2016-09-12' }, ['2026-09-12']],
  [{ kind: 'list', dates: ['2026-03-01', '2027-03-08'] }, ['2026-03-01']],
  [
    {
      kind: 'later',
      pairBy: 'year',
      of: [
        { kind: 'once', on: '2026-05-01' },
        { kind: 'once', on: '2026-06-01' },
      ],
    },
    ['2026-06-01'],
  ],
  // biome-ignore lint/suspicious/noThenProperty: the contract's word; nobody awaits a schedule.
  [{ kind: 'nth', event: 'ratification', n: 20, then: 'P30D' }, []],
  [{ kind: 'manual' }, []],
  [
    { kind: 'every', startsOn: '2026-08-01', period: 'P1M', validTo: '2026-09-30', roll: 'nearest' },
    ['2026-07-31', '2026-09-01'],
  ],
  [{ kind: 'list', dates: ['2026-03-01', '2026-03-08'], except: ['2026-03-01'] }, ['2026-03-08']],
])('a schedule is computed: %j', async (schedule, expected) => {
  const { status, body } = await preview(typeof schedule === 'function' ? schedule() : schedule)

  expect([status, body.data.map(({ dueOn }: any) => dueOn)]).toEqual([200, expected])
  for (const each of body.data) expect(Object.keys(each).toSorted()).toEqual(['basis', 'dueOn', 'slot'])
  expect(Object.keys(body)).toEqual(['data'])
})

it('is computed from the events that are given with it: what is known, or what might be', async () => {
  // biome-ignore lint/suspicious/noThenProperty: the contract's word; nobody awaits a schedule.
  const schedule = { kind: 'nth', event: 'ratification', n: 2, then: 'P30D' }
  const events = [
    { kind: 'ratification', on: '2026-03-01' },
    { kind: 'ratification', on: '2026-05' },
  ]
  const ask = (more: object) =>
    desk.call('POST', '/v1/schedules/preview', { schedule, from: '2026-01-01', to: '2026-12-31', ...more })

  expect((await ask({})).body.data).toEqual([])
  expect((await ask({ events })).body.data).toMatchObject([
    { slot: '1', dueOn: '2026-05-31/2026-06-30', basis: expect.stringContaining('the 2nd ratification') },
  ])
  expect(await ask({ events: [{ kind: 'ratified', on: 'May' }] })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/events/0/kind' }, { pointer: '/events/0/on' }] },
  })
})

it('a rolled date keeps the slot that it had', async () => {
  const { body } = await preview({ kind: 'once', on: '2026-08-01', roll: 'after' })

  expect(body.data).toMatchObject([{ slot: '2026-08-01', dueOn: '2026-08-03' }])
})

it('has both ends of its window', async () => {
  const { body } = await preview(daily, '2026-03-01', '2026-03-03')

  expect(body.data.map(({ dueOn }: any) => dueOn)).toEqual(['2026-03-01', '2026-03-02', '2026-03-03'])
})

it('gives 1,000 dates and refuses more', async () => {
  const most = await preview(daily, '2026-01-01', '2028-09-26')
  const more = await preview(daily, '2026-01-01', '2028-09-27')

  expect([most.status, most.body.data.length]).toEqual([200, 1000])
  expect(more).toMatchObject({ status: 422, body: { errors: [{ pointer: '/to' }] } })
})

const manual = { schedule: { kind: 'manual' }, from: '2026-02-01', to: '2026-12-31' }

it.each<[object, string[]]>([
  [{}, ['/schedule', '/from', '/to']],
  [{ ...manual, to: '2026-01-31' }, ['/to']],
  [{ ...manual, from: '2026-02' }, ['/from']],
  [{ ...manual, limit: 5 }, ['/limit']],
  [
    { ...manual, schedule: { kind: 'rrule', startsOn: '2026-01-01', rrule: 'FREQ=SECONDLY' } },
    ['/schedule/rrule'],
  ],
  [{ ...manual, schedule: { kind: 'once', on: '2026-01-01', roll: 'sideways' } }, ['/schedule/roll']],
])('is refused where it makes no sense: %j', async (body, pointers) => {
  const refused = await desk.call('POST', '/v1/schedules/preview', body)

  expect([refused.status, refused.body.errors.map(({ pointer }: any) => pointer)]).toEqual([422, pointers])
})

it('stores nothing', async () => {
  const before = await dump(desk.table)

  await preview(bySession())

  expect(await dump(desk.table)).toEqual(before)
})
