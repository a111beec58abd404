import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { brokenLink } from '../../../shared/history/history.ts'
import { Desk } from '../../support/desk.ts'
import { keepSource } from '../../support/session-source.ts'
import { linesOf, upload } from '../../support/uploads.ts'

const start = '2026-03-02T09:00:00Z'
const rtl = 'اتفاقية التعاون الثقافي'
const marks = 'Z\u0307\u0323e\u0301 \u{1f91d}\u{1f3fd}\u200d\u{1f469} \u202eabc'
/** In every secret; no export has it. */
const canary = 'Kanarienvogel'
const formula = '=HYPERLINK("https://evil.example","click")'

let desk: Desk

/** The whole of an export, part by part. */
async function exported(from: Desk, query: string, headers: Record<string, string> = {}): Promise<string> {
  let text = ''
  let path: string | undefined = `/v1/exports?${query}`
  while (path !== undefined) {
    const response: Response = await from.app.request(path, {
      headers: { authorization: `Bearer ${from.token}`, ...headers },
    })
    expect(response.status).toBe(200)
    text += await response.text()
    path = /<(.*?)>/.exec(response.headers.get('link') ?? '')?.[1]
  }
  return text
}

beforeAll(async () => {
  desk = await Desk.open(start)
  const post = async (path: string, body: object) => (await desk.done('POST', path, body)).id
  const ownerId = await post('/v1/team', { name: 'Leyla', email: 'leyla@example.org' })
  const calendarId = await post('/v1/calendars', { name: 'Baku', holidays: ['2026-03-20'] })
  const parentId = await post('/v1/organisations', { name: 'United Nations', shortName: 'UN' })
  const organisationId = await post('/v1/organisations', {
    name: rtl,
    parentId,
    note: marks,
    sessionRules: [{ validFrom: '2023-01-01', rrule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=2TU', firstOrdinal: 78 }],
  })
  await desk.done('POST', `/v1/organisations/${organisationId}/sessions`, {
    ordinal: 81,
    opensOn: '2026-09-08',
  })
  await desk.done('POST', `/v1/organisations/${organisationId}/events`, { kind: 'visit', on: '2018' })
  const agreement = await post('/v1/agreements', {
    title: marks,
    type: 'memorandum',
    parties: [{ organisationId, capacity: 'party' }, { name: formula }],
    terms: [
      { startsOn: '2012', endsOn: '..' },
      { startsOn: '2018-05', endsOn: null },
    ],
    ownerId,
    externalRef: '+1',
    note: `${formula}\r\n"quoted"; and, separated\ttext`,
    watchers: [ownerId, 'registry@ministry.example'],
  })
  const schedule = {
    kind: 'session',
    organisationId,
    edge: 'opens',
    from: 79,
    every: 2,
    calendarId,
    roll: 'before',
  }
  const commitment = await post('/v1/commitments', {
    title: 'Resolution',
    organisationId,
    schedule,
    amount: { value: 999_999_999_999_999, currency: 'USD' },
    visibleTo: [],
  })
  await post('/v1/commitments', {
    title: 'Smallest',
    schedule: { kind: 'once', on: '9999-12-31' },
    amount: { value: 0.000001, currency: 'AZN' },
  })
  const archived = await post('/v1/memberships', { organisationId, role: 'member', asOf: '1992-05' })
  await desk.done('DELETE', `/v1/memberships/${archived}`, undefined, { 'if-match': '*' })
  await desk.done('POST', `/v1/records/${agreement}/events`, {
    kind: 'ratification',
    amount: { value: -0.5, currency: 'EUR' },
  })
  await desk.done('POST', `/v1/records/${commitment}/deadlines`, {
    dueOn: '2026-07',
    title: 'Extra',
    reason: marks,
  })
  await desk.act(`${commitment}.occurrence.2026-07`, 'acknowledge')
  await desk.act(`${commitment}.occurrence.81`, 'complete', {
    evidence: ['A/RES/81/1', { url: 'https://un.example' }],
  })
  await desk.done('PATCH', `/v1/agreements/${agreement}`, { relatedIds: [commitment] }, { 'if-match': '*' })
  await connections({ ownerId, organisationId, agreement })
})

/** What leads out of the workspace and into it, each with a secret; and what people have chosen for themselves. */
async function connections({ ownerId, organisationId, agreement }: Record<string, string>): Promise<void> {
  const post = async (path: string, body: object) => (await desk.done('POST', path, body)).id
  const target = `https://hooks.slack.com/services/${canary}`
  const slack = await post('/v1/channels', { kind: 'slack', name: 'Desk', target })
  const archive = { kind: 'webhook', name: 'Archive', target: `https://archive.example.org/${canary}` }
  const disabled = await post('/v1/channels', archive)
  await desk.done('PATCH', `/v1/channels/${disabled}`, { state: 'disabled' }, { 'if-match': '*' })
  await post('/v1/webhooks', {
    name: 'Follower',
    url: 'https://follower.example.org/in',
    types: ['record.changed'],
  })
  await post('/v1/feeds', { name: 'Leyla', personId: ownerId, organisationId, discreet: true })
  await post('/v1/tokens', { name: 'Nightly program', scope: 'write' })
  const watched = [ownerId, 'registry@ministry.example', slack]
  await desk.done('PATCH', `/v1/agreements/${agreement}`, { watchers: watched }, { 'if-match': '*' })
  await desk.done('POST', `/v1/records/${agreement}/mutes`, { recipient: 'registry@ministry.example' })
  const choices = { channels: ['email', slack], discreet: true }
  await desk.done('PATCH', `/v1/team/${ownerId}/reminders`, choices, { 'if-match': '*' })
  const away = { startsOn: '2026-07-01', endsOn: '2026-07-14' }
  await desk.done('POST', `/v1/team/${ownerId}/absences`, away)
  await keepSource(desk, organisationId!, { ordinals: { 'a@example.org': 81 }, leaveOut: ['b@example.org'] })
}

/** A token cannot be brought in again: what lets somebody in is in no file. */
function withoutTokens(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.includes('"noun":"token"'))
    .join('\n')
}

describe('an export of everything', () => {
  it('says what leads out and in, and no secret of it', async () => {
    const text = await exported(desk, 'view=workspace')
    const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))

    const of = (wanted: string) => lines.flatMap(({ noun, body }) => (noun === wanted ? [body] : []))
    expect(of('channel')).toEqual([
      { kind: 'webhook', name: 'Archive', state: 'disabled' },
      { kind: 'slack', name: 'Desk', state: 'active' },
    ])
    expect(of('webhook')).toEqual([
      {
        name: 'Follower',
        url: 'https://follower.example.org/in',
        types: ['record.changed'],
        state: 'active',
      },
    ])
    expect(of('token').map(({ name, scope }) => `${name} ${scope}`)).toContain('Nightly program write')
    expect(of('feed')).toMatchObject([{ name: 'Leyla', discreet: true }])
    expect(of('mute')).toMatchObject([{ recipient: 'registry@ministry.example', deadlineKey: null }])
    expect(of('choices')).toMatchObject([{ discreet: true, absences: [{ startsOn: '2026-07-01' }] }])
    expect(of('session_source')).toMatchObject([{ leaveOut: ['b@example.org'] }])
    expect(text).not.toMatch(/Kanarienvogel|whsec_|svd_|feed_[A-Za-z0-9]/)
  })

  it('has what only administrators see for them alone', async () => {
    const [viewer] = await Promise.all([
      desk.done('POST', '/v1/team', { name: 'V', email: 'v@example.org', role: 'viewer' }),
    ])

    const text = await exported(desk, 'view=workspace', await desk.tokenOf(viewer.id))
    await desk.done('DELETE', `/v1/team/${viewer.id}`, undefined, { 'if-match': '*' })

    expect(text).not.toContain('"noun":"webhook"')
    expect(text).not.toContain('Nightly program')
    expect(text).toContain('"noun":"channel"')
  })

  it('brings in what needs a secret without it, sends nothing by it, and says what is to be done', async () => {
    const other = await Desk.open(start)
    const { body } = await upload(other, 'json', await exported(desk, 'view=workspace'))

    const lines = await linesOf(other, body.id, '')
    const notes = lines.filter(({ outcome, faults }: any) => outcome === 'create' && faults.length > 0)
    expect(notes.map(({ label }: any) => label).toSorted()).toEqual(['Archive', 'Desk', 'Follower', 'Leyla'])
    const { data } = await other.done('GET', '/v1/channels')
    expect(data.map(({ status, target }: any) => `${status.state} ${target}`)).toEqual([
      'disabled https://unset.invalid/…',
      'disabled https://unset.invalid/…',
    ])
    const [{ id: desk2 }] = data.filter(({ name }: any) => name === 'Desk')
    const early = await other.call('PATCH', `/v1/channels/${desk2}`, { state: 'active' }, { 'if-match': '*' })
    expect([early.status, early.body.errors[0].pointer]).toEqual([422, '/target'])
    const target = 'https://hooks.slack.com/services/new'
    await other.done('PATCH', `/v1/channels/${desk2}`, { state: 'active', target }, { 'if-match': '*' })
    const feeds = await other.done('GET', '/v1/feeds')
    const { url } = await other.done('POST', `/v1/feeds/${feeds.data[0].id}/new-address`, {})
    expect(url).toMatch(/^\/feeds\/feed_.+\.ics$/)
    expect((await other.done('GET', '/v1/webhooks')).data[0].status.state).toBe('disabled')
  })

  it('imports again to an equal workspace: exported once more, it is the same byte for byte', async () => {
    const first = await exported(desk, 'view=workspace')
    const other = await Desk.open(start)

    const { body } = await upload(other, 'json', first)

    expect(await linesOf(other, body.id, '&outcome=refused')).toEqual([])
    expect(body.status).toBe('done')
    const second = await exported(other, 'view=workspace')
    expect(withoutTokens(second)).toBe(withoutTokens(first))
    expect(first.split('\n').length).toBe(27)
    const again = await upload(other, 'json', first)
    expect(again.body.counts).toMatchObject({ create: 0, update: 0, refused: 0 })
  })

  it('has the same deadlines as the workspace that it came from', async () => {
    const other = await Desk.open(start)
    await upload(other, 'json', await exported(desk, 'view=workspace'))

    const seen = async (from: Desk) => {
      const { data } = await from.done('GET', '/v1/deadlines')
      return data.map(({ id, title, dueOn, status, evidence }: any) => ({
        id,
        title,
        dueOn,
        status,
        evidence,
      }))
    }
    expect(await seen(other)).toEqual(await seen(desk))
  })

  it('leaves out what its reader may not see', async () => {
    const insider = await desk.done('POST', '/v1/team', { name: 'Insider', email: 'insider@example.org' })
    const hidden = {
      title: 'Kanarienvogel',
      schedule: { kind: 'manual' },
      visibleTo: [insider.id],
      ownerId: insider.id,
    }
    const headers = await desk.tokenOf(insider.id)
    await desk.done('POST', '/v1/commitments', hidden, headers)

    for (const query of ['view=workspace', 'view=history', 'view=records&format=csv']) {
      expect(await exported(desk, query)).not.toContain('Kanarienvogel')
      expect(await exported(desk, query, headers)).toContain('Kanarienvogel')
    }
  })

  it('has the history of people, calendars, channels and webhooks for administrators alone', async () => {
    const editor = await desk.done('POST', '/v1/team', { name: 'Editor', email: 'editor@example.org' })
    const ofWhom = async (headers: Record<string, string> = {}) => {
      const lines = (await exported(desk, 'view=history', headers)).trimEnd().split('\n')
      return new Set(lines.map((line) => String(JSON.parse(line).of).slice(0, 4)))
    }

    const own = await ofWhom(await desk.tokenOf(editor.id))

    expect([...own].filter((prefix) => !['agr_', 'mem_', 'com_', 'org_'].includes(prefix))).toEqual([])
    expect([...(await ofWhom())]).toEqual(expect.arrayContaining(['per_', 'cal_', 'org_', 'agr_']))
  })

  it('has the history too, whose chain can be verified from the file', async () => {
    const text = await exported(desk, 'view=history')
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const chains = Map.groupBy(lines, ({ of }) => of)

    expect(chains.size).toBeGreaterThan(8)
    for (const [of, chain] of chains)
      expect([of, await brokenLink(chain.map(({ entry }) => entry))]).toEqual([of, undefined])
  })
})

describe('a sheet', () => {
  it('never has a cell that a spreadsheet would run, and reads back as it was', async () => {
    const text = await exported(desk, 'view=records&format=csv&kind=agreement')

    const [line] = parse(text, { columns: true })
    for (const row of parse(text) as string[][])
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    expect(line).toMatchObject({ title: marks, externalRef: "'+1", owner: 'leyla@example.org' })
    const other = await Desk.open(start)
    await upload(other, 'json', await exported(desk, 'view=workspace'))
    const { body } = await upload(other, 'csv', text)
    expect(body.counts).toMatchObject({ refused: 0 })
    expect((await other.done('GET', '/v1/agreements')).data).toMatchObject([
      { externalRef: '+1', title: marks },
    ])
  })

  it('is a list with its filters', async () => {
    const deadlines = parse(await exported(desk, 'view=deadlines&format=csv&status=done'), { columns: true })

    expect(deadlines).toMatchObject([{ status: 'done', record: 'Resolution', recordKind: 'commitment' }])
    const records = parse(await exported(desk, 'view=records&format=csv&q=smallest'), { columns: true })
    expect(records).toMatchObject([
      { title: 'Smallest', dueOn: '9999-12-31', amount: '0.000001', currency: 'AZN' },
    ])
    expect((await desk.call('GET', '/v1/exports?view=records&format=csv&kind=occurrence')).status).toBe(422)
    expect((await desk.call('GET', '/v1/exports?view=workspace&format=csv')).body.errors[0].pointer).toBe(
      '/format',
    )
  })

  it('as a spreadsheet opens in another program, formulas as text', async () => {
    const { readSheet } = await import('read-excel-file/universal')
    const response = await desk.app.request('/v1/exports?view=records&format=xlsx', {
      headers: { authorization: `Bearer ${desk.token}` },
    })

    const rows: unknown[][] = await readSheet(await response.arrayBuffer())

    expect(response.headers.get('content-disposition')).toBe('attachment; filename="records.xlsx"')
    const [header = []] = rows
    const agreement = rows.find((row) => row[0] === 'agreement')
    expect(agreement?.[header.indexOf('title')]).toBe(marks)
    expect(agreement?.[header.indexOf('parties')]).toBe(`${rtl}; ${formula}`)
  })
})

describe('a brief of an organisation', () => {
  it('says what is held and what comes next, and encodes what people wrote', async () => {
    const { data } = await desk.done('GET', '/v1/organisations')
    const { id } = data.find(({ name }: any) => name === rtl)
    const response = await desk.app.request(`/v1/organisations/${id}/brief`, {
      headers: { authorization: `Bearer ${desk.token}` },
    })

    const text = await response.text()

    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).toContain(`<h1>${rtl}</h1>`)
    expect(text).toContain('Session 81: 8 September 2026, confirmed')
    expect(text).toContain('Resolution')
    await desk.done('POST', '/v1/commitments', {
      title: '<script>x</script>',
      organisationId: id,
      schedule: { kind: 'manual' },
    })
    const again = await desk.app.request(`/v1/organisations/${id}/brief`, {
      headers: { authorization: `Bearer ${desk.token}` },
    })
    expect(await again.text()).toContain('&lt;script&gt;x&lt;/script&gt;')
  })
})
