import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let report: string
const yearly = { kind: 'every', startsOn: '2026-05-01', period: 'P1Y' }
const occurrence = (year: number) => `${report}.occurrence.${year}-05-01`
const read = (id: string) => desk.done('GET', `/v1/deadlines/${id}`)

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  report = (
    await desk.done('POST', '/v1/commitments', {
      title: 'Report',
      schedule: yearly,
      rotation: ['Austria', 'Chile'],
      period: 'P1Y',
      leadDays: [30],
    })
  ).id
})

async function list(to = '2029-12-31'): Promise<string[]> {
  const { data } = await desk.done('GET', `/v1/deadlines?recordId=${report}&to=${to}`)
  return data.map(({ dueOn, status, rotationMember }: any) => `${dueOn} ${status} ${rotationMember}`)
}

async function change(body: object): Promise<void> {
  const { headers } = await desk.call('GET', `/v1/commitments/${report}`)
  await desk.done('PATCH', `/v1/commitments/${report}`, body, { 'if-match': headers.get('etag') ?? '' })
}

describe('an occurrence', () => {
  it('that is completed early or late swallows nothing: the next is due when it was', async () => {
    await desk.act(occurrence(2026), 'complete', { on: '2026-03-02' })
    desk.setClock('2028-01-15T09:00:00Z')
    await desk.act(occurrence(2027), 'complete', { on: '2028-01-15', note: 'eight months late' })

    expect(await list()).toEqual([
      '2026-05-01 done Austria',
      '2027-05-01 done Chile',
      '2028-05-01 open Austria',
      '2029-05-01 open Chile',
    ])
  })

  it('may be closed with another by one submission, and opened again alone', async () => {
    await desk.act(occurrence(2026), 'complete', {
      alsoCloses: [occurrence(2027)],
      evidence: ['CEDAW/C/AZE/6'],
    })
    await desk.act(occurrence(2027), 'reopen', { reason: 'it covered one period only' })

    expect(await list('2027-12-31')).toEqual(['2026-05-01 done Austria', '2027-05-01 open Chile'])
  })

  it('says whose turn it is, what it reports on and why, wherever it is moved', async () => {
    const moved = await desk.act(occurrence(2027), 'move', { dueOn: '2027-09-15', reason: 'elections' })

    expect(moved).toMatchObject({
      slot: '2027-05-01',
      dueOn: '2027-09-15',
      ruleDueOn: '2027-05-01',
      rotationMember: 'Chile',
      reportingPeriod: { startsOn: '2026-05-01', endsOn: '2027-04-30' },
      origin: 'rule',
      basis:
        'Moved by hand (elections), from 1 May 2027. 1 May 2027, every year counted from 1 May 2026. By rotation it is the turn of Chile. It reports on 1 May 2026 to 30 April 2027.',
    })
  })

  it('that somebody touched stays when the rule changes, and says so; the untouched ones follow', async () => {
    await desk.act(occurrence(2026), 'cancel', { reason: 'not held' })
    await desk.act(occurrence(2027), 'move', { dueOn: '2027-09-15', reason: 'elections' })
    await change({ schedule: { ...yearly, startsOn: '2026-06-15', period: 'P2Y' } })

    expect(await list()).toEqual([
      '2026-05-01 cancelled Austria',
      '2026-06-15 open Austria',
      '2027-09-15 open Chile',
      '2028-06-15 open Chile',
    ])
    expect(await read(occurrence(2027))).toMatchObject({ origin: 'former_rule' })
    expect((await desk.call('GET', `/v1/deadlines/${occurrence(2028)}`)).status).toBe(404)
  })

  it('that is no longer in the rule is reminded until it is closed', async () => {
    await desk.act(occurrence(2027), 'move', { dueOn: '2027-09-15', reason: 'elections' })
    await change({ schedule: { kind: 'manual', startsOn: null, period: null } })

    await desk.passTo('2027-08-20T09:00:00Z')

    expect(desk.channel.subjects.at(-1)).toBe('Report: 15 September 2027 (in 30 days)')
  })

  it('that is added stands beside the rule, with a turn of nobody', async () => {
    await desk.done('POST', `/v1/records/${report}/deadlines`, { dueOn: '2026-11-01', reason: 'asked for' })

    expect(await list('2027-12-31')).toEqual([
      '2026-05-01 open Austria',
      '2026-11-01 open null',
      '2027-05-01 open Chile',
    ])
    expect(await read(`${report}.occurrence.2026-11-01`)).toMatchObject({ origin: 'added' })
  })

  it('with an hour is overdue on the clocks of its zone, and reminded in time for it', async () => {
    const at = { time: '13:00', zone: 'America/New_York' }
    await change({ schedule: { ...yearly, at }, leadDays: [0] })
    const statusAt = async (now: string) => {
      desk.setClock(now)
      return (await read(occurrence(2026))).status
    }

    await desk.passTo('2026-05-01T09:00:00Z')

    expect(await read(occurrence(2026))).toMatchObject({ hour: at, dueAt: '2026-05-01T17:00:00Z' })
    expect([await statusAt('2026-05-01T16:59:59Z'), await statusAt('2026-05-01T17:00:00Z')]).toEqual([
      'open',
      'overdue',
    ])
    expect(desk.channel.subjects.at(-1)).toBe('Report: 1 May 2026 (today)')
  })
})

it('an outcome that is overlooked and recorded late leaves what was done to later reports where it was', async () => {
  const schedule = { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2012-09-12' }
  const { id } = await desk.done('POST', '/v1/commitments', { title: 'Periodic report', schedule })
  const submitted = (on: string) => desk.done('POST', `/v1/records/${id}/events`, { kind: 'submission', on })
  await submitted('2012-10-01')
  await submitted('2022-06-01')
  const [next] = (await desk.done('GET', `/v1/deadlines?recordId=${id}&to=2028-12-31`)).data
  await desk.act(next.id, 'move', { dueOn: '2027-09-01', reason: 'the committee agreed' })
  desk.setClock('2026-03-03T09:00:00Z')

  await submitted('2017-08-01')

  const { data } = await desk.done('GET', `/v1/deadlines?recordId=${id}&to=2028-12-31`)
  expect(data.map(({ id: each, dueOn, moved }: any) => [each, dueOn, moved])).toEqual([
    [next.id, '2027-09-01', true],
  ])
})

it('the events of a treaty give deadlines that can be checked, and are reminded', async () => {
  const { id } = await desk.done('POST', '/v1/agreements', {
    title: 'Convention',
    type: 'convention',
    parties: [],
    entryIntoForce: { instruments: 2, delay: 'P30D' },
    leadDays: [7],
  })
  const states = await Promise.all(
    ['Norway', 'Yugoslavia'].map((name) => desk.done('POST', '/v1/organisations', { name, kind: 'state' })),
  )
  const event = (kind: string, on: string, state: any) =>
    desk.done('POST', `/v1/records/${id}/events`, {
      kind,
      on,
      organisationId: state.id,
      reference: `C.N.${on}`,
    })
  await event('ratification', '1991-05-01', states[1])
  await event('ratification', '2026-03-01', states[0])
  await event('reservation', '2026-03-01', states[0])

  const { data } = await desk.done('GET', `/v1/deadlines?recordId=${id}&to=2027-12-31`)

  expect(data.map(({ kind, dueOn, basis }: any) => [kind, dueOn, basis])).toEqual([
    ['entry_into_force', '2026-03-31', '30 days after the 2nd instrument, 1 March 2026.'],
    [
      'objection',
      '2027-03-01',
      '12 months after the reservation of 1 March 2026 (C.N.2026-03-01), by article 20(5) of the Vienna Convention on the Law of Treaties. Whoever has not objected by then has accepted it.',
    ],
  ])
  await desk.passTo('2026-03-25T09:00:00Z')
  expect(desk.channel.subjects).toContain('Entry into force – Convention: 31 March 2026 (in 7 days)')
})
