import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let leyla: any

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
})

async function monthly(more: object = {}): Promise<string> {
  const schedule = { kind: 'every', startsOn: '2026-03-31', period: 'P1M' }
  return (await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, ...more })).id
}

const milestones = [{ key: 'draft', title: 'Draft', offset: '-P10D' }]

function act(deadlineId: string, action: string, body: unknown, etag = '*') {
  return desk.call('POST', `/v1/deadlines/${deadlineId}/${action}`, body, { 'if-match': etag })
}

/** A body for each action, with only what it requires. */
const bodies = () => ({
  complete: {},
  waive: {},
  cancel: {},
  move: { dueOn: null },
  assign: { ownerId: leyla.id },
  acknowledge: {},
  unacknowledge: {},
  snooze: { untilOn: '2026-03-20' },
  unsnooze: {},
})

describe('every action on a deadline', () => {
  it('gives it another ETag, the one in the header and the body, and keeps the record’s', async () => {
    const record = await monthly()
    const id = `${record}.occurrence.2026-03-31`
    const seen = new Set<string>()
    const actions = { ...bodies(), move: { dueOn: '2026-03-30' } }

    for (const [action, body] of Object.entries(actions)) {
      const before = await desk.call('GET', `/v1/deadlines/${id}`)
      const etag = before.headers.get('etag')!
      const done = await act(id, action, body, etag)
      const again = await act(id, action, body, etag)
      const after = await desk.call('GET', `/v1/deadlines/${id}`)

      expect([action, done.status, again.status]).toEqual([action, 200, 412])
      expect(done.headers.get('etag')).toBe(done.body.etag)
      expect(after.body).toEqual(done.body)
      seen.add(done.body.etag)
      if (!['open', 'overdue'].includes(done.body.status)) await desk.act(id, 'reopen')
    }

    expect(seen.size).toBe(9)
    expect((await desk.call('GET', `/v1/records/${record}`)).headers.get('etag')).toBe('"1"')
  })

  it.each(['complete', 'waive', 'cancel', 'acknowledge'])(
    'needs no body where nothing is required: %s',
    async (action) => {
      const id = `${await monthly()}.occurrence.2026-03-31`

      const done = await act(id, action, undefined)
      const reopened = action === 'acknowledge' ? done : await act(id, 'reopen', undefined)

      expect([done.status, reopened.status, reopened.body.status]).toEqual([200, 200, 'open'])
    },
  )

  it('is refused where the state of the deadline does not allow it, and nothing is stored', async () => {
    const record = await monthly()
    const id = `${record}.occurrence.2026-03-31`
    const refusals: [string, number][] = [['reopen of an open one', (await act(id, 'reopen', {})).status]]
    for (const closing of ['complete', 'waive', 'cancel']) {
      await desk.act(id, closing)
      const before = await dump(desk.table)
      for (const [action, body] of Object.entries(bodies()))
        refusals.push([`${action} after ${closing}`, (await act(id, action, body)).status])
      expect(await dump(desk.table)).toEqual(before)
      await desk.act(id, 'reopen')
    }
    await desk.done('DELETE', `/v1/commitments/${record}`, undefined, { 'if-match': '*' })
    for (const [action, body] of Object.entries({ ...bodies(), reopen: {} }))
      refusals.push([`${action} of an archived one`, (await act(id, action, body)).status])
    refusals.push([
      'adding to an archived one',
      (await desk.call('POST', `/v1/records/${record}/deadlines`, { dueOn: '2026-06-01' })).status,
    ])

    expect(refusals).toEqual(refusals.map(([name]) => [name, 409]))
  })

  it('changes one occurrence and never the series', async () => {
    const record = await monthly({ milestones })
    const series = async () => {
      const { data } = await desk.done('GET', `/v1/deadlines?recordId=${record}&limit=100`)
      return data.filter(({ slot }: any) => slot !== '2026-04-30')
    }
    const before = await series()

    for (const [action, body] of Object.entries(bodies())) {
      await desk.act(`${record}.occurrence.2026-04-30`, action, body)
      expect(await series()).toEqual(before)
      const { status } = await desk.done('GET', `/v1/deadlines/${record}.occurrence.2026-04-30`)
      if (status !== 'open') await desk.act(`${record}.occurrence.2026-04-30`, 'reopen')
    }
  })

  it('is written into the history with who, when, why, and from what to what', async () => {
    const record = await monthly({ trackedFrom: '2026-03-01' })
    const id = `${record}.occurrence.2026-03-31`
    const why = { reason: 'as asked' }
    const steps: [string, string, object, string | null][] = [
      ['assign', 'assigned', { ownerId: leyla.id, ...why }, 'as asked'],
      ['acknowledge', 'acknowledged', {}, null],
      ['snooze', 'snoozed', { untilOn: '2026-03-20' }, null],
      ['unsnooze', 'unsnoozed', {}, null],
      ['unacknowledge', 'unacknowledged', {}, null],
      ['move', 'moved', { dueOn: '2026-04-02', ...why }, 'as asked'],
      ['complete', 'completed', { on: '2026-03-05', note: 'early', evidence: ['NV 1'] }, null],
      ['reopen', 'reopened', why, 'as asked'],
      ['waive', 'waived', why, 'as asked'],
      ['reopen', 'reopened', {}, null],
      ['cancel', 'cancelled', why, 'as asked'],
    ]

    for (const [n, [action, , body]] of steps.entries()) {
      desk.setClock(`2026-03-02T10:${String(n).padStart(2, '0')}:00Z`)
      await desk.act(id, action, body)
    }

    const { data } = await desk.done('GET', `/v1/records/${record}/history`)
    const [{ id: personId }] = (await desk.done('GET', '/v1/team?q=admin')).data
    expect(data.slice(1).map(({ action, about, reason, at }: any) => [action, about, reason, at])).toEqual(
      steps.map(([, deed, , reason], n) => [
        deed,
        id,
        reason,
        `2026-03-02T10:${String(n).padStart(2, '0')}:00Z`,
      ]),
    )
    expect(data.every(({ by }: any) => by.kind === 'person' && by.personId === personId)).toBe(true)
    const changed = (n: number, name: string) =>
      data[n].changes.find(({ pointer }: any) => pointer === `/occurrence.2026-03-31/${name}`)
    expect(changed(1, 'ownerId')).toMatchObject({ from: null, to: leyla.id })
    expect(changed(4, 'snoozedUntilOn')).toMatchObject({ from: '2026-03-20', to: null })
    expect(changed(5, 'acknowledged')).toMatchObject({ from: { by: personId }, to: null })
    expect(changed(6, 'moved')).toMatchObject({ from: null, to: { dueOn: '2026-04-02', reason: 'as asked' } })
    expect(changed(7, 'outcome')).toMatchObject({
      from: { status: 'open' },
      to: { status: 'done', on: '2026-03-05', note: 'early', evidence: ['NV 1'] },
    })
    expect(changed(8, 'outcome').to).toEqual({ status: 'open' })
  })
})

describe('taking back', () => {
  it.each(['unacknowledge', 'unsnooze'])(
    'is refused where there is nothing to take back: %s',
    async (back) => {
      const id = `${await monthly()}.occurrence.2026-03-31`
      const [deed, body] = back === 'unsnooze' ? ['snooze', { untilOn: '2026-03-20' }] : ['acknowledge', {}]

      const before = await act(id, back, {})
      await desk.act(id, deed, body)
      await desk.act(id, back)
      const twice = await act(id, back, {})

      expect([before.status, twice.status]).toEqual([409, 409])
    },
  )

  it('an acknowledgement leaves the one before it, whatever happened between', async () => {
    const record = await monthly()
    const id = `${record}.occurrence.2026-03-31`
    const acknowledgedAt = async (at: string, action: string) => {
      desk.setClock(at)
      return (await desk.act(id, action)).acknowledged?.at ?? null
    }
    await acknowledgedAt('2026-03-02T10:00:00Z', 'acknowledge')
    await acknowledgedAt('2026-03-03T10:00:00Z', 'acknowledge')
    await desk.act(`${record}.occurrence.2026-04-30`, 'acknowledge')
    await desk.act(id, 'snooze', { untilOn: '2026-03-20' })
    await acknowledgedAt('2026-03-04T10:00:00Z', 'acknowledge')

    const left = [
      await acknowledgedAt('2026-03-05T10:00:00Z', 'unacknowledge'),
      await acknowledgedAt('2026-03-05T11:00:00Z', 'unacknowledge'),
      await acknowledgedAt('2026-03-05T12:00:00Z', 'unacknowledge'),
    ]

    expect(left).toEqual(['2026-03-03T10:00:00Z', '2026-03-02T10:00:00Z', null])
  })
})

describe('completing', () => {
  it('is on the day it is in the workspace unless it says so, early or late', async () => {
    await desk.done('PATCH', '/v1/settings', { zone: 'Pacific/Auckland' }, { 'if-match': '*' })
    const record = await monthly()
    desk.setClock('2026-03-02T11:30:00Z')

    const today = await desk.act(`${record}.occurrence.2026-03-31`, 'complete')
    const late = await desk.act(`${record}.occurrence.2026-04-30`, 'complete', { on: '2027-01-05' })

    expect([today.completedOn, late.completedOn]).toEqual(['2026-03-03', '2027-01-05'])
    expect(today).toMatchObject({ status: 'done', note: null, evidence: [], reason: null })
  })

  it('keeps evidence as links and as words', async () => {
    const evidence = ['NV 7/2026', { title: null, url: 'https://example.org/a.pdf' }]

    const done = await desk.act(`${await monthly()}.occurrence.2026-03-31`, 'complete', { evidence })

    expect(done.evidence).toEqual(evidence)
  })

  it('also closes other deadlines of the record, steps too, and keeps them as they were where one is wrong', async () => {
    const record = await monthly({ milestones })
    const other = await monthly()
    const [first, second] = [`${record}.occurrence.2026-03-31`, `${record}.occurrence.2026-04-30`]
    const draft = `${record}.milestone.2026-05-31.draft`
    await desk.act(`${record}.occurrence.2026-06-30`, 'waive')
    const before = await dump(desk.table)

    const wrong = async (...alsoCloses: string[]) => {
      const { status, body } = await act(first, 'complete', { alsoCloses })
      return [status, body.errors.map(({ pointer }: any) => pointer)]
    }

    expect(await wrong(second, second, `${other}.occurrence.2026-03-31`)).toEqual([422, ['/alsoCloses/2']])
    expect(await wrong(second, first)).toEqual([422, ['/alsoCloses/1']])
    expect(await wrong(`${record}.occurrence.2026-06-30`)).toEqual([422, ['/alsoCloses/0']])
    expect(await wrong(`${record}.occurrence.2026-06-29`)).toEqual([422, ['/alsoCloses/0']])
    expect(await dump(desk.table)).toEqual(before)
    await desk.act(first, 'complete', { alsoCloses: [second, second, draft], note: 'combined' })
    for (const id of [first, second, draft])
      expect(await desk.done('GET', `/v1/deadlines/${id}`)).toMatchObject({
        status: 'done',
        note: 'combined',
      })
    expect((await desk.done('GET', `/v1/deadlines/${record}.occurrence.2026-05-31`)).status).toBe('open')
  })
})

describe('a step to an occurrence', () => {
  it('is closed and opened with its occurrence, unless it was closed by itself', async () => {
    const record = await monthly({ milestones })
    const [occurrence, draft] = [`${record}.occurrence.2026-03-31`, `${record}.milestone.2026-03-31.draft`]
    await desk.act(occurrence, 'complete')

    const closed = await desk.done('GET', `/v1/deadlines/${draft}`)
    const alone = await act(draft, 'reopen', {})
    await desk.act(occurrence, 'reopen')
    const open = await desk.done('GET', `/v1/deadlines/${draft}`)
    await desk.act(draft, 'complete')
    const own = await desk.done('GET', `/v1/deadlines/${occurrence}`)

    expect([closed.status, alone.status, open.status, own.status]).toEqual(['done', 409, 'open', 'open'])
  })

  it('follows its occurrence and its owner, until it is moved or assigned itself', async () => {
    const record = await monthly({ milestones })
    const [occurrence, draft] = [`${record}.occurrence.2026-03-31`, `${record}.milestone.2026-03-31.draft`]
    await desk.act(occurrence, 'move', { dueOn: '2026-04-15' })
    await desk.act(occurrence, 'assign', { ownerId: leyla.id })
    const followed = await desk.done('GET', `/v1/deadlines/${draft}`)
    await desk.act(occurrence, 'move', { dueOn: null })
    const postponed = await desk.done('GET', `/v1/deadlines/${draft}`)
    await desk.act(draft, 'move', { dueOn: '2026-03-25' })
    await desk.act(occurrence, 'move', { dueOn: '2026-06-15' })
    const own = await desk.done('GET', `/v1/deadlines/${draft}`)

    expect([followed.dueOn, postponed.dueOn, own.dueOn]).toEqual(['2026-04-05', null, '2026-03-25'])
    expect(followed.ownerId).toBe(leyla.id)
    expect(own.slot).toBe('2026-03-31')
  })
})

describe('moving', () => {
  it.each(['2026-09', '2027', '2026-02-01', '2026-03-31'])('may be to %s', async (dueOn) => {
    const id = `${await monthly()}.occurrence.2026-03-31`

    const moved = await desk.act(id, 'move', { dueOn })

    expect(moved).toMatchObject({ id, slot: '2026-03-31', dueOn, ruleDueOn: '2026-03-31', moved: true })
  })
})

describe('snoozing', () => {
  it('is until a day that comes, no later than a deadline that is ahead', async () => {
    const id = `${await monthly()}.occurrence.2026-03-31`

    const until = async (untilOn: string) => (await act(id, 'snooze', { untilOn })).status

    expect(await until('2026-03-02')).toBe(422)
    expect(await until('2026-03-03')).toBe(200)
    expect(await until('2026-03-31')).toBe(200)
    expect(await until('2026-04-01')).toBe(422)
    desk.setClock('2026-04-10T09:00:00Z')
    expect(await until('2026-04-10')).toBe(422)
    expect(await until('2026-04-11')).toBe(200)
  })
})

describe('an occurrence that is added', () => {
  it('is a deadline like any other, of any kind of record', async () => {
    const organisation = await desk.done('POST', '/v1/organisations', { name: 'WHO' })
    const records = [
      await desk.done('POST', '/v1/agreements', { title: 'A', type: 'treaty', parties: [] }),
      await desk.done('POST', '/v1/memberships', { organisationId: organisation.id, role: 'member' }),
      await desk.done('POST', '/v1/commitments', { title: 'C', schedule: { kind: 'manual' } }),
    ]

    for (const { id, title } of records) {
      const path = `/v1/records/${id}/deadlines`
      const added = await desk.call('POST', path, { dueOn: '2026-09' })
      const read = await desk.call('GET', added.headers.get('location')!)
      const done = await desk.act(added.body.id, 'complete')

      expect(added).toMatchObject({ status: 201, body: { dueOn: '2026-09', slot: '2026-09', title } })
      expect([read.body, read.headers.get('etag')]).toEqual([added.body, added.headers.get('etag')])
      expect(done.status).toBe('done')
    }
  })

  it('on a date of the rule stands beside the one of the rule', async () => {
    const record = await monthly()

    const added = await desk.done('POST', `/v1/records/${record}/deadlines`, { dueOn: '2026-03-31' })
    await desk.act(`${record}.occurrence.2026-03-31`, 'complete')

    expect(added.id).toBe(`${record}.occurrence.2026-03-31-2`)
    expect((await desk.done('GET', `/v1/deadlines/${added.id}`)).status).toBe('open')
  })
})

it('a slot that the rule does not give is not there', async () => {
  const record = await monthly({ milestones })

  for (const id of [
    `${record}.occurrence.2026-04-01`,
    `${record}.occurrence.2026-04`,
    `${record}.milestone.2026-03-31`,
    `${record}.milestone.2026-03-31.final`,
    `${record}.milestone.2026-04-01.draft`,
    `${record}.occurrence.2026-03-31.draft`,
    `${record}.notice.1`,
    `${record}.candidature.1`,
    `${record}.planet.1`,
    `${record}`,
  ])
    expect([id, (await desk.call('GET', `/v1/deadlines/${id}`)).status]).toEqual([id, 404])
})
