import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFeeds } from '../../../functions/feed/app.ts'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

async function feed(body: object = {}, headers: Record<string, string> = {}): Promise<string> {
  return (await desk.done('POST', '/v1/feeds', { name: 'Team', ...body }, headers)).url
}

function read(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const feeds = createFeeds({
    table: desk.table,
    clock: desk.clock,
    report: (fault) => desk.faults.push(fault),
  })
  return Promise.resolve(feeds.request(url, { headers }))
}

type Seen = { uid: string; day: string; summary: string; sequence: number; status: string }

/** The events as one parser reads them; that the other one reads the same is checked each time. */
async function events(url: string): Promise<Seen[]> {
  const text = await (await read(url)).text()
  const component = new ICAL.Component(ICAL.parse(text))
  const seen = component.getAllSubcomponents('vevent').map((each): Seen => {
    const event = new ICAL.Event(each)
    expect([event.startDate.isDate, event.duration.toString()]).toEqual([true, 'P1D'])
    return {
      uid: event.uid,
      day: event.startDate.toString(),
      summary: event.summary,
      sequence: event.sequence,
      status: String(each.getFirstPropertyValue('status')),
    }
  })
  const others = Object.values(nodeIcal.sync.parseICS(text)).filter(
    (each: any) => each.type === 'VEVENT',
  ) as any[]
  const day = (on: Date) =>
    [on.getFullYear(), on.getMonth() + 1, on.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
  expect(
    others
      .map(({ uid, start, summary, sequence, status }) => ({
        uid,
        day: day(start),
        summary,
        sequence: Number(sequence),
        status,
      }))
      .toSorted((a, b) => (a.uid < b.uid ? -1 : 1)),
  ).toEqual(seen.toSorted((a, b) => (a.uid < b.uid ? -1 : 1)))
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  return seen
}

async function report(fields: object = {}): Promise<string> {
  const schedule = { kind: 'once', on: '2026-06-01' }
  return (await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, ...fields })).id
}

describe('a calendar feed', () => {
  it('has a whole day for each deadline, and says how often to look and that it is not the alarm', async () => {
    const id = await report()
    const url = await feed({ name: 'Desk; team, \\ "A"' })
    const response = await read(url)
    const text = (await response.text()).replaceAll('\r\n ', '')

    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    for (const line of [
      'METHOD:PUBLISH',
      'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
      'X-PUBLISHED-TTL:PT6H',
      'DTSTART;VALUE=DATE:20260601',
      'DTEND;VALUE=DATE:20260602',
      'X-WR-CALNAME:Desk\\; team\\, \\\\ "A"',
    ])
      expect(text).toContain(`\r\n${line}\r\n`)
    expect(text).toContain('The reminders of Servanda are the alarm')
    expect(await events(url)).toEqual([
      {
        uid: `${id}.occurrence.2026-06-01@servanda`,
        day: '2026-06-01',
        summary: 'Report',
        sequence: expect.any(Number),
        status: 'CONFIRMED',
      },
    ])
    expect(desk.faults).toEqual([])
  })

  it('a deadline that moves is the same event on another day, with a higher sequence', async () => {
    const id = await report()
    const url = await feed()
    const [before] = await events(url)

    await desk.act(`${id}.occurrence.2026-06-01`, 'move', { dueOn: '2026-06-15' })

    const [after, ...others] = await events(url)
    expect(others).toEqual([])
    expect(after).toMatchObject({ uid: before!.uid, day: '2026-06-15' })
    expect(after!.sequence).toBeGreaterThan(before!.sequence)
  })

  it('so is one that moves because a session does, which leaves its record alone', async () => {
    const { id: organisationId } = await desk.done('POST', '/v1/organisations', { name: 'Assembly' })
    const sessions = `/v1/organisations/${organisationId}/sessions`
    await desk.done('POST', sessions, { ordinal: 81, opensOn: '2026-09-08' })
    await report({ schedule: { kind: 'session', organisationId, edge: 'opens', from: 81, offset: '-P30D' } })
    const url = await feed({ organisationId: null })
    const [before] = await events(url)

    await desk.done('PATCH', `${sessions}/81`, { opensOn: '2026-09-15' }, { 'if-match': '*' })

    const [after] = await events(url)
    expect([before!.day, after!.day, after!.uid]).toEqual(['2026-08-09', '2026-08-16', before!.uid])
    expect(after!.sequence).toBeGreaterThan(before!.sequence)
  })

  it('shows what is cancelled as cancelled, and what is done as done', async () => {
    const url = await feed()
    const [first, second] = [await report(), await report({ title: 'Other' })]
    await desk.act(`${first}.occurrence.2026-06-01`, 'cancel')
    await desk.act(`${second}.occurrence.2026-06-01`, 'complete')

    const seen = (await events(url)).map(({ status, summary }) => [status, summary])
    expect(seen.toSorted()).toEqual([
      ['CANCELLED', 'Cancelled: Report'],
      ['CONFIRMED', 'Done: Other'],
    ])
  })

  it.each([
    'A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil',
    'A\rEND:VCALENDAR\rBEGIN:VALARM',
    'A\nATTACH:file:///etc/passwd',
    'A\u2028B\u0085C',
    // Not with an n behind a backslash: node-ical takes that for a line break, whatever is escaped.
    '\\;\\,;,:"\\',
    `${'ə'.repeat(200)}🤝🏽 اتفاقية \u202e`,
    'x'.repeat(300),
  ])('a hostile title changes no structure: %j', async (title) => {
    await report({ title, note: title })

    const seen = await events(await feed({ name: title }))

    expect(seen).toHaveLength(1)
    expect(seen[0]!.summary.replaceAll(/[\r\n\u0085\u2028]+/g, '|')).toBe(
      title.replaceAll(/\r\n|[\r\n\u0085\u2028]/g, '|'),
    )
  })

  it('is answered with its ETag, and not again where nothing has changed', async () => {
    await report()
    const url = await feed()
    const etag = (await read(url)).headers.get('etag') ?? ''

    const again = await read(url, { 'if-none-match': etag })

    expect([again.status, await again.text()]).toEqual([304, ''])
    await report({ title: 'Another' })
    expect((await read(url, { 'if-none-match': `"x", ${etag}` })).status).toBe(200)
  })

  it('shows of a person, an organisation, a kind or an area what is theirs', async () => {
    const { id: personId } = await desk.done('POST', '/v1/team', {
      name: 'Leyla',
      email: 'leyla@example.org',
    })
    const { id: organisationId } = await desk.done('POST', '/v1/organisations', { name: 'UNESCO' })
    await report({ title: 'Hers', ownerId: personId })
    await report({ title: 'Theirs', organisationId })
    await report({ title: 'Culture', areas: ['culture'] })
    const titles = async (body: object) => (await events(await feed(body))).map(({ summary }) => summary)

    expect(await titles({ personId })).toEqual(['Hers'])
    expect(await titles({ organisationId })).toEqual(['Theirs'])
    expect(await titles({ area: 'culture', kind: 'commitment' })).toEqual(['Culture'])
    expect(await titles({ kind: 'agreement' })).toEqual([])
    const unknown = { name: 'x', personId: `per_${'f'.repeat(32)}` }
    expect((await desk.call('POST', '/v1/feeds', unknown)).body.errors[0].pointer).toBe('/personId')
  })

  it('has nothing of the words where it is discreet', async () => {
    await report({ title: 'Kanarienvogel', note: 'Kanarienvogel' })

    const text = await (await read(await feed({ discreet: true }))).text()

    expect(text).toContain('SUMMARY:A deadline')
    expect(text).not.toContain('Kanarienvogel')
    expect(text).not.toContain('\r\nDESCRIPTION:As')
  })

  it('has what is confidential only where a person has made it of their own', async () => {
    const { id } = await desk.done('POST', '/v1/team', { name: 'Insider', email: 'insider@example.org' })
    const { id: other } = await desk.done('POST', '/v1/team', { name: 'Other', email: 'other@example.org' })
    const insider = await desk.tokenOf(id)
    const schedule = { kind: 'once', on: '2026-06-01' }
    await desk.done(
      'POST',
      '/v1/commitments',
      { title: 'Hidden', schedule, ownerId: id, visibleTo: [id] },
      insider,
    )
    const titles = async (body: object, headers = {}) => (await events(await feed(body, headers))).length

    expect(await titles({ personId: id }, insider)).toBe(1)
    expect(await titles({}, insider)).toBe(0)
    expect(await titles({ personId: id })).toBe(0)
    expect(await titles({ personId: id }, await desk.tokenOf(other))).toBe(0)
  })

  it('is gone once it is revoked or its maker has left, and then like one that never was', async () => {
    const { id: feedId, url } = await desk.done('POST', '/v1/feeds', { name: 'Team' })
    const absent = await read(`/feeds/feed_${'A'.repeat(43)}.ics`)
    expect((await read(url)).status).toBe(200)

    await desk.done('DELETE', `/v1/feeds/${feedId}`, undefined, { 'if-match': '*' })

    const gone = await read(url)
    expect([gone.status, await gone.text()]).toEqual([absent.status, await absent.text()])
    expect((await read('/feeds/..%2f.ics')).status).toBe(404)
  })

  it('its address is shown once, and is kept nowhere', async () => {
    const { url, id } = await desk.done('POST', '/v1/feeds', { name: 'Team' })

    const { data } = await desk.done('GET', '/v1/feeds')

    expect(url).toMatch(/^\/feeds\/feed_[\w-]{43}\.ics$/)
    expect(data).toMatchObject([{ id, name: 'Team' }])
    expect(JSON.stringify([data, await desk.done('GET', `/v1/feeds/${id}`)])).not.toContain('feed_')
  })
})
