import { beforeAll, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let who: any
let leyla: any

beforeAll(async () => {
  desk = await Desk.open('2026-03-02T22:00:00Z')
  await desk.done('PATCH', '/v1/settings', { zone: 'Asia/Baku' }, { 'if-match': '*' })
  who = await desk.done('POST', '/v1/organisations', { name: 'World Health Organization', shortName: 'WHO' })
  leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
})

const shared = {
  ownerId: null,
  deputyId: null,
  supervisorId: null,
  watchers: [],
  visibleTo: [],
  areas: [],
  links: [],
  externalRef: null,
  note: null,
  leadDays: null,
  followUp: null,
  escalation: null,
  trackedFrom: '2026-03-03',
  status: 'active',
  version: 1,
  createdAt: '2026-03-02T22:00:00Z',
  updatedAt: '2026-03-02T22:00:00Z',
}

function merged(path: string, patch: unknown) {
  return desk.done('PATCH', path, patch, { 'if-match': '*' })
}

describe('what is left out has its default, in the answer too', () => {
  it('of an agreement', async () => {
    const { id, ...answer } = await desk.done('POST', '/v1/agreements', {
      title: 'A',
      type: 'other',
      parties: [],
    })

    expect(id).toMatch(/^agr_[0-9a-f]{32}$/)
    expect(answer).toEqual({
      ...shared,
      kind: 'agreement',
      title: 'A',
      type: 'other',
      parties: [],
      bindingness: null,
      signedOn: null,
      count: null,
      references: null,
      depositary: null,
      terms: [],
      renewal: 'none',
      renewalPeriod: null,
      notice: null,
      relatedIds: [],
      minimumTerm: null,
      decideBefore: null,
      entryIntoForce: null,
      objectionPeriod: null,
    })
  })

  it('of a membership, whose title is made from its organisation and role', async () => {
    const { id, ...answer } = await desk.done('POST', '/v1/memberships', {
      organisationId: who.id,
      role: 'vice_chair',
    })

    expect(id).toMatch(/^mem_[0-9a-f]{32}$/)
    expect(answer).toEqual({
      ...shared,
      kind: 'membership',
      title: 'World Health Organization: vice chair',
      organisationId: who.id,
      role: 'vice_chair',
      terms: [],
      asOf: null,
      candidatureDueOn: null,
      electionOn: null,
    })
  })

  it('of a commitment', async () => {
    const { id, ...answer } = await desk.done('POST', '/v1/commitments', {
      title: 'C',
      schedule: { kind: 'manual' },
    })

    expect(id).toMatch(/^com_[0-9a-f]{32}$/)
    expect(answer).toEqual({
      ...shared,
      kind: 'commitment',
      title: 'C',
      organisationId: null,
      role: null,
      schedule: { kind: 'manual' },
      milestones: [],
      rotation: [],
      period: null,
      periodStartsOn: null,
      amount: null,
    })
  })

  it('of an organisation', async () => {
    const { id, ...answer } = await desk.done('POST', '/v1/organisations', { name: 'O' })

    expect(id).toMatch(/^org_[0-9a-f]{32}$/)
    expect(answer).toEqual({
      name: 'O',
      shortName: null,
      kind: 'other',
      parentId: null,
      areas: [],
      presence: null,
      abolishedOn: null,
      links: [],
      note: null,
      sessionRules: [],
      status: 'active',
      version: 1,
      createdAt: shared.createdAt,
      updatedAt: shared.updatedAt,
    })
  })
})

describe('every value of the contract is accepted and answered as it was given', () => {
  it.each('treaty convention protocol memorandum declaration statement programme project other'.split(' '))(
    'an agreement of type %s',
    async (type) => {
      expect((await desk.done('POST', '/v1/agreements', { title: 'A', type, parties: [] })).type).toBe(type)
    },
  )

  it.each(
    'member elected_member observer participant chair vice_chair rapporteur candidate other'.split(' '),
  )('a membership of role %s', async (role) => {
    expect((await desk.done('POST', '/v1/memberships', { organisationId: who.id, role })).role).toBe(role)
  })

  it.each('state intergovernmental un_body agency ngo national_authority other'.split(' '))(
    'an organisation of kind %s',
    async (kind) => {
      expect((await desk.done('POST', '/v1/organisations', { name: 'x', kind })).kind).toBe(kind)
    },
  )

  it.each<[string, object]>([
    ['bindingness', { bindingness: 'inter_institutional' }],
    ['signedOn to the month', { signedOn: '1992-05' }],
    ['signedOn to the year', { signedOn: '0001' }],
    ['the last day', { signedOn: '9999-12-31' }],
    ['a leap day', { signedOn: '2024-02-29' }],
    ['an unknown end', { terms: [{ startsOn: '2012', endsOn: null }] }],
    ['an open end', { terms: [{ startsOn: '2012-01-31', endsOn: '..' }] }],
    ['no start', { terms: [{ startsOn: null, endsOn: '2018' }] }],
    ['nothing known', { terms: [{ startsOn: null, endsOn: null }] }],
    ['ends within the month it starts', { terms: [{ startsOn: '2018-05-31', endsOn: '2018-05' }] }],
    ['renewal', { renewal: 'tacit', renewalPeriod: 'P1Y6M', notice: 'P26W' }],
    ['count', { count: 1_000_000 }],
    ['references', { references: { registration: 'I-1', unts: '1 UNTS 1', note: null, registry: 'R' } }],
    ['lead days, the most', { leadDays: Array.from({ length: 20 }, (_, n) => n) }],
    ['lead days, none', { leadDays: [] }],
    ['lead days, the day itself', { leadDays: [3650, 0] }],
    ['trackedFrom', { trackedFrom: '2000-01-01' }],
    ['links', { links: [{ title: 'T', url: 'mailto:a@example.org' }] }],
    ['blanks and signs', { note: ' \t\r\n"\\/<>&\u2028 ', title: ' x ' }],
    [
      'a party by its name',
      { parties: [{ organisationId: null, name: 'Türkiye', capacity: 'state party' }] },
    ],
    ['one character', { title: '😀' }],
    ['300 characters', { title: '😀'.repeat(300), depositary: 'é'.repeat(300) }],
    ['a watcher by address', { watchers: ['Registry+x@ministry.example'] }],
  ])('an agreement with %s', async (_, fields) => {
    const made = await desk.done('POST', '/v1/agreements', {
      title: 'A',
      type: 'treaty',
      parties: [],
      ...fields,
    })

    expect(made).toMatchObject(fields)
    expect(await desk.done('GET', `/v1/agreements/${made.id}`)).toEqual(made)
  })

  it('a party, an owner, a deputy, a supervisor, watchers and related records by their ids', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', { title: 'B', type: 'treaty', parties: [] })
    const fields = {
      parties: [{ organisationId: who.id, name: null, capacity: null }],
      ownerId: leyla.id,
      deputyId: leyla.id,
      supervisorId: leyla.id,
      watchers: [leyla.id, 'a@example.org'],
      relatedIds: [id],
    }

    expect(
      await desk.done('POST', '/v1/agreements', { title: 'A', type: 'protocol', ...fields }),
    ).toMatchObject(fields)
  })

  it.each<[string, object]>([
    ['role and rotation', { role: 'host', rotation: ['A', 'B', 'C'] }],
    ['amount', { amount: { value: 1e15, currency: 'USD' } }],
    ['a small amount', { amount: { value: -0.01, currency: 'AZN' } }],
    ['an amount of nothing', { amount: { value: 0, currency: 'EUR' } }],
    ['a long fraction', { amount: { value: 123456789.123456, currency: 'EUR' } }],
    ['period', { period: 'P2Y' }],
    ['steps', { milestones: [{ key: 'a_1-b', title: 'S', offset: { workingDays: -5 } }] }],
    ['a step after', { milestones: [{ key: '0', title: 'S', offset: 'P0D' }] }],
  ])('a commitment with %s', async (_, fields) => {
    const body = { title: 'C', schedule: { kind: 'once', on: '2026-09' }, ...fields }

    const made = await desk.done('POST', '/v1/commitments', body)

    expect(made).toMatchObject(fields)
    expect(await desk.done('GET', `/v1/records/${made.id}`)).toEqual(made)
  })

  it('a confidential record of a hundred people, and another hundred after them', async () => {
    const people: string[] = []
    for (let n = 0; n < 100; n += 1)
      people.push((await desk.done('POST', '/v1/team', { name: `P ${n}`, email: 'p@example.org' })).id)
    const [{ id: admin }] = (await desk.done('GET', '/v1/team?q=admin')).data
    const visibleTo = [admin, ...people.slice(1)]

    const made = await desk.done('POST', '/v1/agreements', {
      title: 'A',
      type: 'other',
      parties: [],
      visibleTo,
    })
    const changed = await merged(`/v1/agreements/${made.id}`, { visibleTo: [admin] })

    expect([made.visibleTo, changed.visibleTo]).toEqual([visibleTo, [admin]])
  })
})

it('a schedule of more organisations and calendars than one transaction has room for is refused', async () => {
  const made = await Promise.all(
    Array.from({ length: 21 }, async (_, n) => ({
      organisationId: (await desk.done('POST', '/v1/organisations', { name: `O ${n}` })).id,
      calendarId: (await desk.done('POST', '/v1/calendars', { name: `C ${n}` })).id,
    })),
  )
  const leaves = made.map((names) => ({ kind: 'session', edge: 'opens', from: 1, ...names }))
  const choice = (of: object[]) => ({ kind: 'later', of })
  const schedule = (count: number) => {
    const some = leaves.slice(0, count)
    return choice([choice(some.slice(0, 8)), choice(some.slice(8, 16)), choice(some.slice(16))])
  }

  const most = await desk.call('POST', '/v1/commitments', { title: 'C', schedule: schedule(20) })
  const more = await desk.call('POST', '/v1/commitments', { title: 'C', schedule: schedule(21) })
  const none = await desk.call(
    'PATCH',
    `/v1/commitments/${most.body.id}`,
    { schedule: { kind: 'manual', of: null } },
    { 'if-match': '"1"' },
  )

  expect([most.status, none.status]).toEqual([201, 200])
  expect(more).toMatchObject({ status: 422, body: { errors: [{ pointer: '/schedule' }] } })
})

describe('a merge patch', () => {
  it('of null brings every field back to its default', async () => {
    const bare = await desk.done('POST', '/v1/agreements', { title: 'A', type: 'other', parties: [] })
    const made = await desk.done('POST', '/v1/agreements', {
      title: 'A',
      type: 'other',
      parties: [],
      bindingness: 'treaty',
      signedOn: '2018',
      count: 5,
      references: { unts: 'x' },
      depositary: 'x',
      terms: [{ startsOn: '2018' }],
      renewal: 'tacit',
      renewalPeriod: 'P1Y',
      notice: 'P1M',
      relatedIds: [bare.id],
      ownerId: leyla.id,
      deputyId: leyla.id,
      supervisorId: leyla.id,
      watchers: [leyla.id],
      areas: ['health'],
      links: [{ url: 'https://a.example' }],
      externalRef: 'x',
      note: 'x',
      leadDays: [1],
      trackedFrom: '2000-01-01',
    })
    const kept = ['id', 'kind', 'title', 'type', 'parties', 'status', 'version', 'createdAt', 'updatedAt']
    const names = Object.keys(made).filter((name) => !kept.includes(name))
    expect(names).toHaveLength(27)

    const patched = await merged(
      `/v1/agreements/${made.id}`,
      Object.fromEntries(names.map((name) => [name, null])),
    )

    expect(patched).toEqual({ ...bare, id: made.id, version: 2 })
  })

  it('of a membership’s title to null names it by what it is then', async () => {
    const { id } = await desk.done('POST', '/v1/memberships', {
      title: 'Our seat',
      organisationId: who.id,
      role: 'member',
    })

    const renamed = await merged(`/v1/memberships/${id}`, { title: null, role: 'chair' })

    expect(renamed.title).toBe('World Health Organization: chair')
  })

  it('merges objects, replaces arrays, and leaves the rest', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', {
      title: 'A',
      type: 'other',
      parties: [{ name: 'X' }, { name: 'Y' }],
      references: { unts: 'u', note: 'n' },
      areas: ['a', 'b'],
    })

    const patch = { parties: [{ name: 'Z' }], references: { note: null, registry: 'r' }, areas: ['c'] }
    const patched = await merged(`/v1/agreements/${id}`, patch)

    expect(patched).toMatchObject({
      parties: [{ name: 'Z', organisationId: null, capacity: null }],
      references: { unts: 'u', note: null, registry: 'r', registration: null },
      areas: ['c'],
    })
  })

  it('puts one kind of schedule in the place of another', async () => {
    const schedule = { kind: 'every', startsOn: '2026-06-01', period: 'P1Y', roll: 'before' }
    const { id } = await desk.done('POST', '/v1/commitments', { title: 'C', schedule })

    const cleared = { startsOn: null, period: null, untilOn: null, weekday: null, roll: null }
    const patched = await merged(`/v1/commitments/${id}`, {
      schedule: { ...cleared, kind: 'once', on: '2026-09' },
    })

    expect(patched.schedule).toEqual({ kind: 'once', on: '2026-09' })
  })

  it.each(['"1", "7"', '*', ' "7" , "1" '])('is let through by If-Match %j', async (ifMatch) => {
    const { id } = await desk.done('POST', '/v1/agreements', { title: 'A', type: 'other', parties: [] })

    const { status, headers } = await desk.call(
      'PATCH',
      `/v1/agreements/${id}`,
      { title: 'B' },
      { 'if-match': ifMatch },
    )

    expect([status, headers.get('etag')]).toEqual([200, '"2"'])
  })

  it.each(['1', 'W/"1"', '"01"', '"1', '', '"2"', '"1" "2"'])('is stale by If-Match %j', async (ifMatch) => {
    const { id } = await desk.done('POST', '/v1/agreements', { title: 'A', type: 'other', parties: [] })

    for (const method of ['PATCH', 'DELETE']) {
      const content = method === 'PATCH' ? {} : undefined
      const { status } = await desk.call(method, `/v1/agreements/${id}`, content, { 'if-match': ifMatch })
      expect([method, status]).toEqual([method, 412])
    }
  })
})

describe('a dry run', () => {
  it('of a change answers what would be stored, with its deadlines and reminders, and stores nothing', async () => {
    const schedule = { kind: 'once', on: '2026-06-01' }
    const { id } = await desk.done('POST', '/v1/commitments', { title: 'C', schedule, leadDays: [10] })
    const path = `/v1/commitments/${id}`
    const before = await dump(desk.table)

    const dry = await desk.call(
      'PATCH',
      `${path}?dryRun=true`,
      { schedule: { on: '2026-07-01' }, milestones: [{ key: 'draft', title: 'Draft', offset: '-P7D' }] },
      { 'if-match': '"1"' },
    )
    const stale = await desk.call('PATCH', `${path}?dryRun=true`, {}, { 'if-match': '"2"' })
    const wrong = await desk.call('PATCH', `${path}?dryRun=true`, { x: 1 }, { 'if-match': '"1"' })

    expect(dry).toMatchObject({ status: 200, body: { id, schedule: { on: '2026-07-01' } } })
    expect(dry.body.deadlines.map(({ title, dueOn }: any) => [title, dueOn])).toEqual([
      ['Draft', '2026-06-24'],
      ['C', '2026-07-01'],
    ])
    expect(dry.body.reminders.map(({ sendAt }: any) => sendAt)).toEqual([
      '2026-06-12T04:00:00Z',
      '2026-06-19T04:00:00Z',
    ])
    expect([stale.status, wrong.status]).toEqual([412, 422])
    expect(await dump(desk.table)).toEqual(before)
  })

  it.each([
    ['/v1/agreements', { title: 'A', type: 'treaty', parties: [], terms: [{ endsOn: '2026-12-31' }] }],
    ['/v1/memberships', { role: 'member', candidatureDueOn: '2026-05-01' }],
    ['/v1/commitments', { title: 'C', schedule: { kind: 'manual' } }],
  ])('of a new record of %s stores nothing', async (path, body) => {
    const full = path === '/v1/memberships' ? { ...body, organisationId: who.id } : body
    const before = await dump(desk.table)

    const dry = await desk.call('POST', `${path}?dryRun=true`, full)

    expect(dry.status).toBe(200)
    expect(dry.body).toMatchObject({ deadlines: expect.any(Array), reminders: expect.any(Array) })
    expect(await dump(desk.table)).toEqual(before)
  })
})
