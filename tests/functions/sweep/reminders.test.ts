import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

/** A Monday. */
const now = '2026-03-02T09:00:00Z'
let desk: Desk

beforeEach(async () => {
  desk = await Desk.open(now)
})

async function report(more: object = {}): Promise<{ id: string; occurrence: string }> {
  const body = {
    title: 'Annual report',
    schedule: { kind: 'once', on: '2026-06-01' },
    leadDays: [30, 7],
    ...more,
  }
  const { id } = await desk.done('POST', '/v1/commitments', body)
  return { id, occurrence: `${id}.occurrence.2026-06-01` }
}

function states(): Promise<[string, number][]> {
  return desk
    .done('GET', '/v1/reminders?from=2026-01-01&to=2026-12-31')
    .then(({ data }) => data.map((each: any) => [each.state, each.leadDays]))
}

describe('a reminder', () => {
  it('goes out at the sending hour of the day of its lead, once', async () => {
    await report()

    await desk.passTo('2026-06-03T09:00:00Z')

    expect(desk.channel.subjects).toEqual([
      'Annual report: 1 June 2026 (in 31 days)',
      'Annual report: 1 June 2026 (in 7 days)',
    ])
  })

  it('of a lead on a day off goes out on the working day before', async () => {
    await report()

    await desk.passTo('2026-05-01T07:59:00Z')
    const before = desk.channel.sent.length
    desk.setClock('2026-05-01T08:00:00Z')
    await desk.sweepOnce()

    expect(before).toBe(0)
    expect(desk.channel.subjects).toEqual(['Annual report: 1 June 2026 (in 31 days)'])
  })

  it('is not sent of what is done, waived, cancelled or archived', async () => {
    const made = [await report(), await report(), await report(), await report()]
    const [done, waived, cancelled, archived] = made
    await desk.act(done!.occurrence, 'complete')
    await desk.act(waived!.occurrence, 'waive', { reason: 'not owed' })
    await desk.act(cancelled!.occurrence, 'cancel')
    await desk.done('DELETE', `/v1/commitments/${archived!.id}`, undefined, { 'if-match': '"1"' })

    await desk.passTo('2026-06-03T09:00:00Z')

    expect(desk.channel.sent).toEqual([])
  })

  it('that is planned already is called back when its deadline is done before it goes out', async () => {
    const { occurrence } = await report()
    desk.setClock('2026-05-01T07:30:00Z')
    await desk.sweepOnce()
    await desk.act(occurrence, 'complete')

    await desk.passTo('2026-06-03T09:00:00Z')

    expect(desk.channel.sent).toEqual([])
    expect(await states()).toEqual([['cancelled', 30]])
  })

  it('is armed anew when the date moves, and who was told the old date is told the new one', async () => {
    const { occurrence } = await report()
    await desk.passTo('2026-05-04T09:00:00Z')
    await desk.act(occurrence, 'move', { dueOn: '2026-09-01', reason: 'postponed by the committee' })

    await desk.passTo('2026-09-02T09:00:00Z')

    expect(desk.channel.subjects).toEqual([
      'Annual report: 1 June 2026 (in 31 days)',
      'Annual report: moved from 1 June 2026 to 1 September 2026 (in 119 days)',
      'Annual report: 1 September 2026 (in 32 days)',
      'Annual report: 1 September 2026 (in 7 days)',
    ])
  })

  it('is not sent for a date that moved away and back before anybody was told', async () => {
    const { occurrence } = await report()
    await desk.passTo('2026-05-04T09:00:00Z')
    await desk.act(occurrence, 'move', { dueOn: '2026-09-01' })
    await desk.sweepOnce()
    await desk.act(occurrence, 'move', { dueOn: '2026-06-01' })

    await desk.passTo('2026-05-20T09:00:00Z')

    expect(desk.channel.subjects).toEqual(['Annual report: 1 June 2026 (in 31 days)'])
  })

  it('says so when a deadline is postponed without a new date', async () => {
    const { occurrence } = await report()
    await desk.passTo('2026-05-04T09:00:00Z')
    await desk.act(occurrence, 'move', { dueOn: null, reason: 'no date yet' })

    await desk.passTo('2026-06-03T09:00:00Z')

    expect(desk.channel.subjects.at(-1)).toBe(
      'Annual report: postponed, no new date yet (it was 1 June 2026)',
    )
    expect(desk.channel.sent).toHaveLength(2)
  })

  it('follows the deadline to whom it is assigned, and is told to them though the first owner was told', async () => {
    const { occurrence } = await report()
    const leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    await desk.passTo('2026-05-04T09:00:00Z')
    await desk.act(occurrence, 'assign', { ownerId: leyla.id, reason: 'rotation' })

    await desk.passTo('2026-06-03T09:00:00Z')

    expect(desk.channel.sent.map(({ to }) => to)).toEqual([
      'admin@example.org',
      'leyla@example.org',
      'leyla@example.org',
    ])
  })

  it('reaches watchers of the team and addresses without an account', async () => {
    const leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    await report({ watchers: [leyla.id, 'registry@ministry.example'], leadDays: [7] })

    await desk.passTo('2026-06-03T09:00:00Z')

    expect(desk.channel.sent.map(({ to }) => to).sort()).toEqual([
      'admin@example.org',
      'leyla@example.org',
      'registry@ministry.example',
    ])
  })

  it('is silent while its deadline is snoozed, and comes back on the day the snooze ends', async () => {
    const { occurrence } = await report()
    await desk.act(occurrence, 'snooze', { untilOn: '2026-05-28' })

    await desk.passTo('2026-06-03T09:00:00Z')

    expect(desk.channel.subjects).toEqual(['Annual report: 1 June 2026 (in 4 days)'])
  })
})

describe('a record added inside a lead', () => {
  it('is announced at the next sending hour', async () => {
    await report({ schedule: { kind: 'once', on: '2026-03-20' } })

    await desk.sweepOnce()
    const atOnce = desk.channel.sent.length
    await desk.passTo('2026-03-03T08:30:00Z')

    expect(atOnce).toBe(0)
    expect(desk.channel.subjects).toEqual(['Annual report: 20 March 2026 (in 17 days)'])
  })

  it('is announced at once where the deadline would pass first', async () => {
    await report({ schedule: { kind: 'once', on: '2026-03-02' } })

    await desk.sweepOnce()

    expect(desk.channel.subjects).toEqual(['Annual report: 2 March 2026 (today)'])
  })
})

describe('what falls on one day for one person', () => {
  it('goes out as one mail', async () => {
    for (const title of ['First', 'Second', 'Third']) await report({ title })

    await desk.passTo('2026-05-04T09:00:00Z')

    expect(desk.channel.subjects).toEqual(['3 deadlines, the first on 1 June 2026'])
  })
})

describe('after a silence', () => {
  it('only the nearest lead is sent, it says that it is late, and those it replaces are cancelled', async () => {
    await report()
    await desk.sweepOnce()

    desk.setClock('2026-05-27T10:00:00Z')
    await desk.sweepOnce()

    expect(desk.channel.subjects).toEqual(['Late: Annual report: 1 June 2026 (in 5 days)'])
    expect(await states()).toEqual([
      ['cancelled', 30],
      ['sent', 7],
    ])
  })

  it('nothing is sent at night: it waits for the next sending hour of a working day', async () => {
    await report()
    await desk.sweepOnce()

    desk.setClock('2026-05-29T23:30:00Z')
    await desk.sweepOnce()
    const atNight = desk.channel.sent.length
    await desk.passTo('2026-06-01T08:00:00Z')

    expect(atNight).toBe(0)
    expect(desk.channel.subjects).toEqual(['Late: Annual report: 1 June 2026 (today)'])
  })

  it('of 400 days, one message is sent for each open deadline', async () => {
    await report({ schedule: { kind: 'every', startsOn: '2026-06-01', period: 'P6M' } })
    await desk.sweepOnce()

    desk.setClock('2027-04-06T10:00:00Z')
    await desk.sweepOnce()
    await desk.sweepOnce()

    expect(desk.channel.subjects).toEqual(['Late: 2 deadlines, the first on 1 June 2026'])
  })
})

describe('a sweep', () => {
  it('that is repeated sends nothing twice', async () => {
    await report()
    desk.setClock('2026-05-01T08:00:00Z')

    for (let n = 0; n < 5; n += 1) await desk.sweepOnce()

    expect(desk.channel.sent).toHaveLength(1)
  })

  it('that runs twice at once sends nothing twice', async () => {
    for (const title of ['First', 'Second', 'Third']) await report({ title })
    desk.setClock('2026-05-01T08:00:00Z')

    await Promise.all([desk.sweepOnce(), desk.sweepOnce(), desk.sweepOnce()])
    desk.setClock('2026-05-01T08:20:00Z')
    await Promise.all([desk.sweepOnce(), desk.sweepOnce()])

    for (const title of ['First', 'Second', 'Third'])
      expect(desk.channel.sent.filter(({ text }) => text.includes(title))).toHaveLength(1)
    const sent = (await states()).filter(([state]) => state === 'sent')
    expect(sent).toEqual([
      ['sent', 30],
      ['sent', 30],
      ['sent', 30],
    ])
  })

  it('loses nothing of an edit one minute after a wake', async () => {
    const { id } = await report()
    desk.setClock('2026-05-01T07:00:00Z')
    await desk.sweepOnce()
    desk.setClock('2026-05-01T07:01:00Z')
    const patch = { schedule: { kind: 'once', on: '2026-05-31' } }
    await desk.done('PATCH', `/v1/commitments/${id}`, patch, { 'if-match': '"1"' })

    await desk.passTo('2026-06-01T09:00:00Z')

    expect(desk.channel.subjects).toEqual([
      'Annual report: 31 May 2026 (in 30 days)',
      'Annual report: 31 May 2026 (in 9 days)',
    ])
  })
})
