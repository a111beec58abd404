import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

async function monthly(more: object = {}): Promise<string> {
  const schedule = { kind: 'every', startsOn: '2026-03-31', period: 'P1M' }
  return (await desk.done('POST', '/v1/commitments', { title: 'Monthly report', schedule, ...more })).id
}

async function listed(query = ''): Promise<any[]> {
  return (await desk.done('GET', `/v1/deadlines?limit=100${query}`)).data
}

function dates(deadlines: readonly any[]): string[] {
  return deadlines.map(({ dueOn }) => dueOn)
}

describe('the list of deadlines', () => {
  it('reaches 18 months ahead, begins with what is overdue, and is ordered by date', async () => {
    await monthly({
      trackedFrom: '2026-01-01',
      schedule: { kind: 'list', dates: ['2026-02-01', '2027-09-01', '2027-09-02', '2026-05-01'] },
    })

    const deadlines = await listed()

    expect(deadlines.map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2026-02-01', 'overdue'],
      ['2026-05-01', 'open'],
      ['2027-09-01', 'open'],
    ])
  })

  it('of many records, walked page by page, is the whole sorted', async () => {
    for (let n = 1; n <= 9; n += 1)
      await desk.done('POST', '/v1/commitments', {
        title: `Report ${n}`,
        schedule: { kind: 'every', startsOn: `2026-03-1${n % 4}`, period: `P${(n % 3) + 1}M` },
        milestones: [{ key: 'draft', title: 'Draft', offset: { workingDays: -n } }],
      })

    const walked: any[] = []
    let cursor = ''
    do {
      const { data, nextCursor } = await desk.done('GET', `/v1/deadlines?limit=7&to=2026-12-31${cursor}`)
      walked.push(...data)
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`
    } while (cursor !== '')

    const order = walked.map(({ dueOn, id }) => `${dueOn}#${id}`)
    expect(order).toEqual([...order].sort())
    expect(new Set(order).size).toBe(order.length)
    expect(order.length).toBeGreaterThan(100)
  })

  it('is filtered by window, status, owner, organisation, record and kind', async () => {
    const leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    const who = await desk.done('POST', '/v1/organisations', { name: 'WHO' })
    const milestones = [{ key: 'draft', title: 'Draft', offset: '-P10D' }]
    const id = await monthly({ ownerId: leyla.id, organisationId: who.id, milestones })
    await monthly({ title: 'Other', schedule: { kind: 'once', on: '2026-03-31' } })
    await desk.act(`${id}.occurrence.2026-04-30`, 'complete')

    expect(dates(await listed('&from=2026-04-01&to=2026-04-30'))).toEqual(['2026-04-30'])
    expect(dates(await listed('&status=done'))).toEqual(['2026-04-30'])
    expect(dates(await listed(`&ownerId=${leyla.id}&to=2026-04-20`))).toEqual(['2026-03-21', '2026-03-31'])
    expect(dates(await listed(`&organisationId=${who.id}&to=2026-03-31`))).toEqual([
      '2026-03-21',
      '2026-03-31',
    ])
    expect(await listed(`&recordId=${id}&to=2026-03-31`)).toHaveLength(2)
    expect(dates(await listed('&kind=milestone&to=2026-05-31'))).toEqual(['2026-03-21', '2026-05-21'])
  })

  it('has the steps of an occurrence with the occurrence as their parent', async () => {
    const id = await monthly({ milestones: [{ key: 'draft', title: 'Draft', offset: '-P10D' }] })

    const [draft, report] = await listed(`&recordId=${id}&to=2026-03-31`)

    expect(draft).toMatchObject({
      kind: 'milestone',
      slot: '2026-03-31',
      parentId: report.id,
      dueOn: '2026-03-21',
    })
    expect(draft.basis).toContain('10 days before the date of its occurrence, 31 March 2026')
    expect(report).toMatchObject({ kind: 'occurrence', parentId: null, recordId: id })
  })

  it('ends a day at its end in the zone of the workspace', async () => {
    await desk.done('PATCH', '/v1/settings', { zone: 'Asia/Baku' }, { 'if-match': '"1"' })
    await monthly()

    const [first] = await listed('&to=2026-03-31')
    desk.setClock('2026-03-31T19:59:59Z')
    const [before] = await listed('&to=2026-03-31')
    desk.setClock('2026-03-31T20:00:00Z')
    const [after] = await listed('&to=2026-03-31')

    expect(first.dueAt).toBe('2026-03-31T20:00:00Z')
    expect([before.status, after.status]).toEqual(['open', 'overdue'])
  })
})

describe('one occurrence', () => {
  it('that is done, early or late, leaves the others as they are and swallows none', async () => {
    const id = await monthly()

    await desk.act(`${id}.occurrence.2026-03-31`, 'complete', {
      on: '2026-05-02',
      note: 'late',
      evidence: ['NV 7'],
    })
    await desk.act(`${id}.occurrence.2026-05-31`, 'complete', { on: '2026-03-01' })

    expect((await listed('&to=2026-07-01')).map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2026-03-31', 'done'],
      ['2026-04-30', 'open'],
      ['2026-05-31', 'done'],
      ['2026-06-30', 'open'],
    ])
  })

  it('that is moved keeps its slot, and the series stays', async () => {
    const id = await monthly()

    const moved = await desk.act(`${id}.occurrence.2026-04-30`, 'move', {
      dueOn: '2026-05-15',
      reason: 'holiday',
    })

    expect(moved).toMatchObject({
      slot: '2026-04-30',
      dueOn: '2026-05-15',
      ruleDueOn: '2026-04-30',
      moved: true,
    })
    expect(moved.basis).toContain('Moved by hand (holiday), from 30 April 2026.')
    expect(dates(await listed('&to=2026-06-30'))).toEqual([
      '2026-03-31',
      '2026-05-15',
      '2026-05-31',
      '2026-06-30',
    ])
  })

  it('that is postponed without a new date stays in sight', async () => {
    const id = await monthly({ schedule: { kind: 'once', on: '2026-06-01' } })

    const postponed = await desk.act(`${id}.occurrence.2026-06-01`, 'move', { dueOn: null })

    expect(postponed).toMatchObject({ dueOn: null, dueAt: null, status: 'open' })
    expect(dates(await listed())).toEqual([null])
  })

  it('can be waived, cancelled and opened again, each with a reason', async () => {
    const id = `${await monthly()}.occurrence.2026-03-31`

    const waived = await desk.act(id, 'waive', { reason: 'not owed' })
    const reopened = await desk.act(id, 'reopen', { reason: 'owed after all' })
    const cancelled = await desk.act(id, 'cancel', { reason: 'abolished' })

    expect(waived).toMatchObject({ status: 'waived', reason: 'not owed' })
    expect(reopened).toMatchObject({ status: 'open', reason: null })
    expect(cancelled).toMatchObject({ status: 'cancelled', reason: 'abolished' })
  })

  it('that is closed has to be opened before anything else is done to it', async () => {
    const id = `${await monthly()}.occurrence.2026-03-31`
    const { etag } = await desk.act(id, 'complete')

    const answers = await Promise.all(
      Object.entries({ complete: {}, waive: {}, cancel: {}, move: { dueOn: null }, acknowledge: {} }).map(
        ([action, body]) => desk.call('POST', `/v1/deadlines/${id}/${action}`, body, { 'if-match': etag }),
      ),
    )

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409])
  })

  it('is closed together with another one by one submission', async () => {
    const id = await monthly()
    const [first, second] = [`${id}.occurrence.2026-03-31`, `${id}.occurrence.2026-04-30`]

    await desk.act(first, 'complete', { alsoCloses: [second], evidence: ['Combined report'] })

    expect(await desk.done('GET', `/v1/deadlines/${second}`)).toMatchObject({
      status: 'done',
      evidence: ['Combined report'],
    })
  })

  it('can be added on top of the rule', async () => {
    const id = await monthly({ schedule: { kind: 'manual' } })

    const added = await desk.call('POST', `/v1/records/${id}/deadlines`, {
      dueOn: '2026-06-15',
      title: 'Extra',
      reason: 'asked',
    })
    const same = await desk.call('POST', `/v1/records/${id}/deadlines`, { dueOn: '2026-06-15' })

    expect(added).toMatchObject({ status: 201, body: { slot: '2026-06-15', title: 'Extra', status: 'open' } })
    expect(same.body.slot).toBe('2026-06-15-2')
    expect(dates(await listed())).toEqual(['2026-06-15', '2026-06-15'])
  })

  it('is snoozed to a day before it is due, never beyond', async () => {
    const id = `${await monthly()}.occurrence.2026-03-31`
    const { etag } = await desk.done('GET', `/v1/deadlines/${id}`)

    const snooze = (untilOn: string) =>
      desk.call('POST', `/v1/deadlines/${id}/snooze`, { untilOn }, { 'if-match': etag })

    expect((await snooze('2026-04-01')).body.errors).toMatchObject([{ pointer: '/untilOn' }])
    expect((await snooze('2026-03-02')).status).toBe(422)
    expect((await snooze('2026-03-30')).body).toMatchObject({
      snoozedUntilOn: '2026-03-30',
      dueOn: '2026-03-31',
    })
  })

  it('has an ETag of its own: neither its record’s facts nor its siblings change it', async () => {
    const id = await monthly()
    const deadline = `${id}.occurrence.2026-03-31`
    const before = await desk.call('GET', `/v1/deadlines/${deadline}`)
    const record = await desk.call('GET', `/v1/records/${id}`)

    await desk.done('PATCH', `/v1/commitments/${id}`, { title: 'Other title' }, { 'if-match': '"1"' })
    await desk.act(`${id}.occurrence.2026-04-30`, 'complete')
    const after = await desk.call('GET', `/v1/deadlines/${deadline}`)
    const recordAfter = await desk.call('GET', `/v1/records/${id}`)

    expect(after.headers.get('etag')).toBe(before.headers.get('etag'))
    expect(before.headers.get('etag')).toBe(before.body.etag)
    expect([record.headers.get('etag'), recordAfter.headers.get('etag')]).toEqual(['"1"', '"2"'])
  })

  it('that somebody touched is kept when the rule changes, and says that the rule no longer gives it', async () => {
    const id = await monthly()
    await desk.act(`${id}.occurrence.2026-04-30`, 'complete')
    await desk.act(`${id}.occurrence.2026-05-31`, 'assign', {
      ownerId: (await desk.done('GET', '/v1/team')).data[0].id,
    })

    const schedule = { kind: 'every', startsOn: '2026-06-15', period: 'P1M' }
    await desk.done('PATCH', `/v1/commitments/${id}`, { schedule }, { 'if-match': '"1"' })

    const deadlines = await listed(`&recordId=${id}&to=2026-07-31`)
    expect(deadlines.map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2026-04-30', 'done'],
      ['2026-05-31', 'open'],
      ['2026-06-15', 'open'],
      ['2026-07-15', 'open'],
    ])
    expect(deadlines[1].basis).toMatch(/The rule no longer gives it\.$/)
  })
})

describe('the deadlines of an agreement', () => {
  const terms = [{ startsOn: '2021-01-01', endsOn: '2026-12-31' }]
  const agreement = { title: 'Agreement', type: 'treaty', parties: [], terms, notice: 'P6M' }

  it('are the end of its term and the last day to give notice', async () => {
    await desk.done('POST', '/v1/agreements', agreement)

    expect((await listed()).map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['notice', '2026-06-30'],
      ['term_end', '2026-12-31'],
    ])
  })

  it('count notice from the current term once it is renewed', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', agreement)

    const renewed = [...terms, { startsOn: '2027-01-01', endsOn: '2027-08-31' }]
    await desk.done('PATCH', `/v1/agreements/${id}`, { terms: renewed }, { 'if-match': '"1"' })

    expect((await listed()).map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['notice', '2027-02-28'],
      ['term_end', '2027-08-31'],
    ])
  })

  it('are imprecise where the term is, and overdue only after the last day that it may be', async () => {
    await desk.done('POST', '/v1/agreements', {
      ...agreement,
      terms: [{ startsOn: '2021', endsOn: '2026-03' }],
      notice: null,
    })

    const [open] = await listed()
    desk.setClock('2026-04-01T00:00:00Z')
    const [overdue] = await listed()

    expect(open).toMatchObject({ dueOn: '2026-03', status: 'open', dueAt: '2026-04-01T00:00:00Z' })
    expect(overdue.status).toBe('overdue')
  })

  it('are none where the end is open or unknown', async () => {
    for (const endsOn of ['..', null])
      await desk.done('POST', '/v1/agreements', { ...agreement, terms: [{ startsOn: '2021', endsOn }] })

    expect(await listed()).toEqual([])
  })
})

it('a membership has the end of its term and its candidature as deadlines', async () => {
  const { id } = await desk.done('POST', '/v1/organisations', { name: 'ILO' })
  const terms = [{ startsOn: '2024', endsOn: '2027-06' }]
  const membership = { organisationId: id, role: 'elected_member', terms, candidatureDueOn: '2026-11-30' }

  await desk.done('POST', '/v1/memberships', membership)

  expect((await listed()).map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
    ['candidature', '2026-11-30'],
    ['term_end', '2027-06'],
  ])
})
