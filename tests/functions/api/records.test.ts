import { beforeEach, describe, expect, it } from 'vitest'
import { brokenLink, HistoryEntry } from '../../../shared/history/history.ts'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let unhcr: any

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  unhcr = await desk.done('POST', '/v1/organisations', { name: 'UNHCR', shortName: 'UNHCR', kind: 'un_body' })
})

const full = {
  title: 'Memorandum of Understanding',
  type: 'memorandum',
  parties: [{ name: 'Government', capacity: 'party' }],
  areas: ['humanitarian'],
  bindingness: 'political',
  signedOn: '2018',
  count: 58,
  references: { registration: 'I-2545', unts: '189 UNTS 137', note: 'NV 12/2018', registry: 'R-7' },
  depositary: 'Secretary-General',
  terms: [
    { startsOn: '1992-05', endsOn: '2018-07' },
    { startsOn: '2018-07', endsOn: '..' },
    { startsOn: null, endsOn: null },
  ],
  renewal: 'express',
  renewalPeriod: 'P5Y',
  notice: 'P12M',
  watchers: ['registry@ministry.example'],
  externalRef: 'A1',
  note: 'Kept exactly as given: “ə”, العربية.',
  leadDays: [365, 0],
  trackedFrom: '2020-01-01',
  links: [{ title: 'Text', url: 'https://example.org/mou.pdf' }],
}

describe('a record', () => {
  it('is answered as it was given, imprecise dates and open ends included', async () => {
    const made = await desk.call('POST', '/v1/agreements', {
      ...full,
      parties: [{ organisationId: unhcr.id }],
    })

    const read = await desk.call('GET', `/v1/records/${made.body.id}`)

    expect(made.status).toBe(201)
    expect(made.headers.get('location')).toBe(`/v1/agreements/${made.body.id}`)
    expect(read.body).toEqual(made.body)
    expect(read.headers.get('etag')).toBe(made.headers.get('etag'))
    const { parties: _, ...rest } = full
    expect(read.body).toMatchObject({ ...rest, kind: 'agreement', status: 'active' })
    expect(read.body.parties).toEqual([{ organisationId: unhcr.id, name: null, capacity: null }])
  })

  it('of a membership without a title is named for its organisation and role', async () => {
    const body = {
      organisationId: unhcr.id,
      role: 'elected_member',
      terms: [{ startsOn: '2012', endsOn: '..' }],
    }

    const membership = await desk.done('POST', '/v1/memberships', body)

    expect(membership.title).toBe('UNHCR: elected member')
  })

  it('is tracked from the day of recording where nothing else is said', async () => {
    const { trackedFrom } = await desk.done('POST', '/v1/agreements', {
      title: 'A',
      type: 'other',
      parties: [],
    })

    expect(trackedFrom).toBe('2026-03-02')
  })

  it('is changed by a merge patch: members are replaced, null removes, the rest stays', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', full)

    const patch = { title: 'New title', note: null, terms: [], references: { unts: null } }
    const { body } = await desk.call('PATCH', `/v1/agreements/${id}`, patch, { 'if-match': '"1"' })

    expect(body).toMatchObject({ title: 'New title', note: null, terms: [], signedOn: '2018', version: 2 })
    expect(body.references).toEqual({ ...full.references, unts: null })
  })

  it('that is patched to what it is already is not a new version', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', full)

    const { body } = await desk.call(
      'PATCH',
      `/v1/agreements/${id}`,
      { title: full.title },
      { 'if-match': '"1"' },
    )

    expect(body.version).toBe(1)
  })

  it('is archived by DELETE and comes back by unarchive', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', full)

    const archived = await desk.call('DELETE', `/v1/agreements/${id}`, undefined, { 'if-match': '"1"' })
    const listed = await desk.done('GET', '/v1/records')
    const asked = await desk.done('GET', '/v1/records?status=archived')
    const patched = await desk.call('PATCH', `/v1/agreements/${id}`, { title: 'x' }, { 'if-match': '"2"' })
    const back = await desk.call('POST', `/v1/agreements/${id}/unarchive`)

    expect(archived).toMatchObject({ status: 200, body: { status: 'archived' } })
    expect(listed.data).toEqual([])
    expect(asked.data).toHaveLength(1)
    expect(patched.status).toBe(409)
    expect(back.body).toMatchObject({ status: 'active', version: 3 })
  })

  it('is not found under another kind', async () => {
    const { id } = await desk.done('POST', '/v1/agreements', full)

    expect((await desk.call('GET', `/v1/commitments/${id}`)).status).toBe(404)
  })

  it('is computed by a dry run, which stores nothing', async () => {
    const body = {
      title: 'Report',
      schedule: { kind: 'every', startsOn: '2026-06-01', period: 'P1Y' },
      leadDays: [30],
    }

    const dry = await desk.call('POST', '/v1/commitments?dryRun=true', body)

    expect(dry.body).toMatchObject({ title: 'Report', kind: 'commitment' })
    expect(dry.body.deadlines.map(({ dueOn }: any) => dueOn)).toEqual(['2026-06-01', '2027-06-01'])
    expect(dry.body.reminders.map(({ sendAt, leadDays }: any) => [sendAt, leadDays])).toEqual([
      ['2026-05-01T08:00:00Z', 30],
      ['2027-04-30T08:00:00Z', 30],
    ])
    expect((await desk.done('GET', '/v1/records')).data).toEqual([])
  })
})

describe('a list of records', () => {
  async function titles(path: string): Promise<string[]> {
    return (await desk.done('GET', path)).data.map(({ title }: any) => title)
  }

  it('is filtered by kind, organisation, area, owner and text without accents', async () => {
    const leyla = await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
    await desk.done('POST', '/v1/agreements', {
      title: 'Azərbaycan agreement',
      type: 'treaty',
      parties: [{ organisationId: unhcr.id }],
      areas: ['health'],
    })
    await desk.done('POST', '/v1/memberships', {
      title: 'Seat',
      organisationId: unhcr.id,
      role: 'member',
      ownerId: leyla.id,
    })
    await desk.done('POST', '/v1/commitments', { title: 'Zürich report', schedule: { kind: 'manual' } })

    expect(await titles('/v1/records')).toEqual(['Azərbaycan agreement', 'Seat', 'Zürich report'])
    expect(await titles('/v1/records?kind=membership')).toEqual(['Seat'])
    expect(await titles('/v1/memberships')).toEqual(['Seat'])
    expect(await titles(`/v1/records?organisationId=${unhcr.id}`)).toEqual(['Azərbaycan agreement', 'Seat'])
    expect(await titles('/v1/records?area=health')).toEqual(['Azərbaycan agreement'])
    expect(await titles(`/v1/records?ownerId=${leyla.id}`)).toEqual(['Seat'])
    expect(await titles('/v1/records?q=azerbaycan')).toEqual(['Azərbaycan agreement'])
    expect(await titles('/v1/records?q=ZURICH')).toEqual(['Zürich report'])
    expect(await titles('/v1/records?q=unhcr')).toEqual(['Azərbaycan agreement', 'Seat'])
  })

  it('comes in pages whose cursors walk through everything once', async () => {
    for (let n = 0; n < 12; n += 1)
      await desk.done('POST', '/v1/agreements', { title: `Agreement ${n % 3}`, type: 'other', parties: [] })

    const walked: string[] = []
    let path: string | undefined = '/v1/records?limit=5'
    let pages = 0
    while (path !== undefined) {
      const { body, headers } = await desk.call('GET', path)
      walked.push(...body.data.map(({ id }: any) => id))
      pages += 1
      path = /<(.+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
      expect(path === undefined).toBe(body.nextCursor === null)
    }

    const whole = await desk.done('GET', '/v1/records?limit=100')
    expect(pages).toBe(3)
    expect(walked).toEqual(whole.data.map(({ id }: any) => id))
  })

  it('takes a cursor only with the filters that it was given for', async () => {
    for (const title of ['A', 'B'])
      await desk.done('POST', '/v1/agreements', { title, type: 'other', parties: [] })
    const { nextCursor } = await desk.done('GET', '/v1/records?limit=1')

    const answers = await Promise.all([
      desk.call('GET', `/v1/records?limit=1&cursor=${nextCursor}`),
      desk.call('GET', `/v1/records?limit=1&kind=agreement&cursor=${nextCursor}`),
      desk.call('GET', `/v1/organisations?limit=1&cursor=${nextCursor}`),
      desk.call('GET', `/v1/records?limit=1&cursor=${nextCursor.slice(0, -2)}xx`),
    ])

    expect(answers.map(({ status }) => status)).toEqual([200, 422, 422, 422])
  })
})

describe('the history of a record', () => {
  it('says who changed what, from what to what, and each entry carries the hash of the one before', async () => {
    const { id } = await desk.done('POST', '/v1/commitments', {
      title: 'Report',
      schedule: { kind: 'once', on: '2026-06-01' },
    })
    await desk.done('PATCH', `/v1/commitments/${id}`, { title: 'Annual report' }, { 'if-match': '"1"' })
    await desk.act(`${id}.occurrence.2026-06-01`, 'move', { dueOn: '2026-07-01', reason: 'asked for' })
    await desk.done('POST', `/v1/records/${id}/events`, { kind: 'submission', on: '2025' })

    const { data } = await desk.done('GET', `/v1/records/${id}/history`)

    const entries: HistoryEntry[] = data.map((each: unknown) => HistoryEntry.parse(each))
    expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
      ['recorded', null],
      ['changed', null],
      ['moved', 'asked for'],
      ['event_recorded', null],
    ])
    expect(entries[1]!.changes).toMatchObject([{ pointer: '/title', from: 'Report', to: 'Annual report' }])
    expect(entries.every(({ by }) => by.kind === 'person')).toBe(true)
    expect(await brokenLink(entries)).toBeUndefined()
  })

  it('shows where it was altered, and still verifies where personal data was erased', async () => {
    const { id } = await desk.done('POST', '/v1/commitments', {
      title: 'Report',
      schedule: { kind: 'manual' },
    })
    await desk.done('PATCH', `/v1/commitments/${id}`, { title: 'Annual report' }, { 'if-match': '"1"' })
    const { data } = await desk.done('GET', `/v1/records/${id}/history`)
    const entries: HistoryEntry[] = data.map((each: unknown) => HistoryEntry.parse(each))

    const changes = entries[1]!.changes
    const altered = [
      entries[0]!,
      { ...entries[1]!, changes: changes.map((each) => ({ ...each, to: 'Other' })) },
    ]
    const removed = [entries[1]!]
    const erased = [
      entries[0]!,
      { ...entries[1]!, changes: changes.map((each) => ({ ...each, from: null, to: null, salt: '' })) },
    ]

    expect(await brokenLink(altered)).toBe(2)
    expect(await brokenLink(removed)).toBe(2)
    expect(await brokenLink(erased)).toBeUndefined()
  })
})
