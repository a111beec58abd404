import { beforeEach, describe, expect, it } from 'vitest'
import { everyRoute } from '../../../functions/api/routes.ts'
import { readDueCalendars } from '../../../functions/session-calendars/read-due.ts'
import { openGet } from '../../../shared/channel/target/get.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'
import { aPublisher, calendarOf, event, type Publisher } from './publisher.ts'

const routes = await everyRoute()
let desk: Desk
let assembly: string
let publisher: Publisher

const session81 = event('81@un', '81st session of the General Assembly', '20260908', '20270907')
const session82 = event('82@un', '82nd session', '20270914', '20280905')

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z', undefined, { reach: 'loopback_too' })
  const body = { name: 'General Assembly', shortName: 'UNGA' }
  assembly = (await desk.done('POST', '/v1/organisations', body)).id
  publisher = await aPublisher(calendarOf(session81, session82))
})

const path = () => `/v1/organisations/${assembly}/session-source`
const set = (more: object = {}) => desk.done('POST', path(), { url: publisher.url, ...more })
const source = () => desk.done('GET', path())
const outcomes = ({ events }: any) => events.map(({ ordinal, outcome }: any) => `${ordinal} ${outcome}`)

async function sessions(): Promise<string[]> {
  const { data } = await desk.done('GET', `/v1/organisations/${assembly}/sessions`)
  return data.map(({ ordinal, opensOn, status }: any) => `${ordinal} ${opensOn} ${status}`)
}

async function tasks(): Promise<any[]> {
  return (await desk.done('GET', '/v1/commitments?q=calendar')).data
}

/** The schedule's wake, at that time. */
function wakeAt(now: string): Promise<number> {
  desk.setClock(now)
  const report = (fault: unknown) => desk.faults.push(fault)
  const get = openGet({ reach: 'loopback_too', timeoutMs: 2_000 })
  return readDueCalendars({ table: desk.table, get, now: desk.clock, hasTime: () => true, report })
}

describe('the published calendar of an organisation', () => {
  it('is looked at in a dry run, and read when it is set', async () => {
    const before = await dump(desk.table)
    const dry = await desk.done('POST', `${path()}?dryRun=true`, { url: publisher.url })
    expect(await dump(desk.table)).toEqual(before)

    const made = await set()

    const route = routes.find(({ operationId }) => operationId === 'setSessionSource')
    expect(route?.dryRunAnswer?.parse(dry)).toEqual(dry)
    expect(route?.answer.parse(made)).toEqual(made)
    expect(outcomes(dry)).toEqual(['81 create', '82 create'])
    expect(outcomes(made)).toEqual(['81 create', '82 create'])
    expect(made).toMatchObject({
      lastReadAt: '2026-03-02T09:00:00Z',
      nextReadAt: '2026-03-03T09:00:00Z',
      failing: null,
      inQuestion: 0,
    })
    expect(await sessions()).toEqual(['81 2026-09-08 confirmed', '82 2027-09-14 confirmed'])
  })

  it('is read again every day, and asked for nothing but what is new', async () => {
    await set()

    const early = await wakeAt('2026-03-03T08:59:59Z')
    const next = await wakeAt('2026-03-03T09:00:00Z')
    const again = await wakeAt('2026-03-03T10:00:00Z')

    expect([early, next, again]).toEqual([0, 1, 0])
    expect(publisher.received.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([
      false,
      true,
    ])
    expect(await source()).toMatchObject({ lastReadAt: '2026-03-03T09:00:00Z' })
    expect(outcomes(await source())).toEqual(['81 create', '82 create'])
  })

  it('that has moved a session moves what depends on it, and who was told is told', async () => {
    await set()
    const schedule = { kind: 'session', organisationId: assembly, edge: 'opens', from: 81 }
    await desk.done('POST', '/v1/commitments', { title: 'Statement', schedule, leadDays: [30] })
    await desk.passTo('2026-08-12T09:00:00Z')
    publisher.calendar = calendarOf(session81.replace('20260908', '20260922'), session82)

    await wakeAt('2026-08-12T10:00:00Z')
    await desk.passTo('2026-08-14T09:00:00Z')

    expect((await sessions())[0]).toBe('81 2026-09-22 moved')
    expect(outcomes(await source())).toEqual(['81 update', '82 unchanged'])
    expect(desk.channel.subjects).toEqual([
      'Statement: 8 September 2026 (in 32 days)',
      'Statement: moved from 8 September 2026 to 22 September 2026 (in 40 days)',
    ])
  })

  it('brings a session that is new, and history says that it was the product', async () => {
    await set()
    publisher.calendar = calendarOf(
      session81,
      session82,
      event('83@un', '83rd session', '20280912', '20290904'),
    )

    await wakeAt('2026-03-03T09:00:00Z')

    expect((await sessions())[2]).toBe('83 2028-09-12 confirmed')
    const { data } = await desk.done('GET', `/v1/organisations/${assembly}/history`)
    expect(data.map(({ action, about, by }: any) => `${action} ${about} ${by.kind}`)).toContain(
      'session_recorded session 83 system',
    )
  })

  it('never undoes what a person has recorded since, until it says something new itself', async () => {
    await set()
    const own = { opensOn: '2026-09-15', closesOn: '2027-09-06' }
    await desk.done('PATCH', `/v1/organisations/${assembly}/sessions/81`, own, { 'if-match': '*' })
    await desk.done('DELETE', `/v1/organisations/${assembly}/sessions/82`, undefined, { 'if-match': '*' })
    publisher.calendar = calendarOf(session82, session81)

    await wakeAt('2026-03-03T09:00:00Z')
    const kept = await sessions()
    expect(outcomes(await source())).toEqual(['82 kept', '81 kept'])
    publisher.calendar = calendarOf(session82, session81.replace('20260908', '20260910'))
    await wakeAt('2026-03-04T09:00:00Z')

    expect(kept.map((each) => each.slice(0, 13))).toEqual(['81 2026-09-15'])
    expect((await sessions()).map((each) => each.slice(0, 13))).toEqual(['81 2026-09-10'])
    expect(outcomes(await source())).toEqual(['82 kept', '81 update'])
  })

  it('from which a coming session is gone leaves it, and has somebody decide on it, once', async () => {
    await set()
    publisher.calendar = calendarOf(session81)

    await wakeAt('2026-03-03T09:00:00Z')
    await desk.passTo('2026-03-04T08:30:00Z')
    publisher.calendar = calendarOf(session81, '')
    await wakeAt('2026-03-04T09:00:00Z')

    expect(await sessions()).toHaveLength(2)
    expect(outcomes(await source())).toEqual(['81 unchanged', '82 vanished'])
    expect(await source()).toMatchObject({ inQuestion: 1 })
    const [task, ...others] = await tasks()
    expect(others).toEqual([])
    expect(task).toMatchObject({
      title: 'Decide on session 82 of General Assembly: the published calendar has changed',
      organisationId: assembly,
      schedule: { kind: 'once', on: '2026-03-10' },
    })
    expect(desk.channel.subjects).toEqual([`${task.title}: 10 March 2026 (in 6 days)`])
  })

  it('says nothing of sessions that are over and no longer in it', async () => {
    await set()
    publisher.calendar = calendarOf(session82)

    await wakeAt('2026-10-01T09:00:00Z')

    expect(outcomes(await source())).toEqual(['82 unchanged'])
    expect(await tasks()).toEqual([])
  })

  it('that cannot be read is tried again, and after two days somebody is told, once', async () => {
    await set()
    publisher.failure = { status: 503 }

    for (const now of ['03T09', '03T13', '04T09', '05T09', '05T13', '06T09'])
      await wakeAt(`2026-03-${now}:00:00Z`)

    const { failing, lastReadAt } = await source()
    expect(lastReadAt).toBe('2026-03-02T09:00:00Z')
    expect(failing).toEqual({
      since: '2026-03-03T09:00:00Z',
      tries: 6,
      why: 'It answers 503.',
      toldAt: '2026-03-05T09:00:00Z',
    })
    expect((await tasks()).map(({ title }: any) => title)).toEqual([
      'The published calendar of General Assembly cannot be read',
    ])
    publisher.failure = undefined
    await wakeAt('2026-03-07T09:00:00Z')
    expect(await source()).toMatchObject({ failing: null, lastReadAt: '2026-03-07T09:00:00Z' })
  })

  it('waits as long as its publisher asks', async () => {
    await set()
    publisher.failure = { status: 429, headers: { 'retry-after': '36000' } }

    await wakeAt('2026-03-03T09:00:00Z')

    expect(await source()).toMatchObject({ nextReadAt: '2026-03-03T19:00:00Z' })
  })

  it('is read now where somebody asks for it, and by nobody else’s clock', async () => {
    await set()
    publisher.calendar = calendarOf(session81.replace('20260908', '20260922'), session82)

    const read = await desk.done('POST', `${path()}/read`, {})

    expect(outcomes(read)).toEqual(['81 update', '82 unchanged'])
    expect((await sessions())[0]).toBe('81 2026-09-22 moved')
  })

  it('of more sessions than one transaction takes is written in several', async () => {
    const year = (n: number) => String(1950 + n)
    const many = Array.from({ length: 100 }, (_, n) =>
      event(`${n}@un`, `Session ${n + 1}`, `${year(n)}0901`, `${year(n)}0910`),
    )
    publisher.calendar = calendarOf(...many)

    const made = await set()

    expect(made.events).toHaveLength(100)
    const { data } = await desk.done('GET', `/v1/organisations/${assembly}/sessions?limit=100`)
    expect(data).toHaveLength(100)
    await wakeAt('2026-03-03T09:00:00Z')
    expect(desk.faults).toEqual([])
  })
})

describe('the address of a calendar', () => {
  it.each([
    [{ status: 301, headers: { location: 'https://elsewhere.example.org/a.ics' } }, 'It leads elsewhere'],
    [{ status: 403 }, 'it wants a sign-in'],
    [{ status: 404 }, 'there is no calendar'],
  ])('that answers %j is refused with the reason, and nothing is stored', async (failure, why) => {
    publisher.failure = failure
    const before = await dump(desk.table)

    const { status, body } = await desk.call('POST', path(), { url: publisher.url })

    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ pointer: '/url' }])
    expect(body.errors[0].detail).toContain(why)
    expect(await dump(desk.table)).toEqual(before)
  })

  it.each([
    ['a page', '<!doctype html><title>Sign in</title>'],
    ['a calendar beyond the limit', `${calendarOf(session81)}${' '.repeat(1_100_000)}`],
    ['bytes that are no text', '\uFFFD'.repeat(10)],
  ])('that answers %s is refused', async (_, text) => {
    publisher.calendar = text

    const { status, body } = await desk.call('POST', path(), { url: publisher.url })

    expect([status, body.errors[0].pointer]).toEqual([422, '/url'])
  })

  it.each([
    'http://un.example.org/a.ics',
    'https://10.0.0.1/a.ics',
    'https://localhost/a.ics',
    'file:///etc/passwd',
  ])('inside, or without TLS, is refused: %s', async (url) => {
    const strict = await Desk.open('2026-03-02T09:00:00Z', desk.table)
    const { id } = await strict.done('POST', '/v1/organisations', { name: 'Council' })

    const { status, body } = await strict.call('POST', `/v1/organisations/${id}/session-source`, { url })

    expect([status, body.errors[0].pointer]).toEqual([422, '/url'])
  })

  it('may be written as calendars are often named', async () => {
    const { body } = await desk.call('POST', path(), { url: 'webcal://calendar.example.invalid/a.ics' })

    expect(body.errors[0].detail).toMatch(/^It cannot be reached: /)
  })

  it('is one for each organisation, changed by who has seen it, and removed', async () => {
    const made = await set()
    const twice = await desk.call('POST', path(), { url: publisher.url })
    const debate = event('gd@un', 'General debate of the 81st session', '20260922', '20260930')
    publisher.calendar = calendarOf(session81, session82, debate)
    const stale = await desk.call('PATCH', path(), { leaveOut: ['gd@un'] }, { 'if-match': '"7"' })

    const changed = await desk.done('PATCH', path(), { leaveOut: ['gd@un'] }, { 'if-match': '"1"' })
    await wakeAt('2026-03-02T10:00:00Z')
    const read = await source()
    await desk.done('DELETE', path(), undefined, { 'if-match': '"2"' })

    expect([made.version, twice.status, stale.status, changed.version]).toEqual([1, 409, 412, 2])
    expect(outcomes(read)).toEqual(['81 unchanged', '82 unchanged', 'null left_out'])
    expect((await desk.call('GET', path())).status).toBe(404)
    expect(await sessions()).toHaveLength(2)
    expect(await wakeAt('2026-03-09T10:00:00Z')).toBe(0)
  })

  it('is listed with how reading it goes', async () => {
    await set()

    const { data } = await desk.done('GET', '/v1/session-sources')

    expect(data).toMatchObject([{ organisationId: assembly, url: publisher.url, failing: null }])
  })

  it('is not told apart from none to another tenant', async () => {
    await set()
    const other = await Desk.open('2026-03-02T09:00:00Z', desk.table)

    const seen = await other.call('GET', path())
    const none = await other.call('GET', path().replace(assembly, `org_${'0'.repeat(32)}`))

    expect([seen.status, seen.body.detail]).toEqual([404, none.body.detail])
    expect((await other.done('GET', '/v1/session-sources')).data).toEqual([])
  })
})

it('a calendar that hangs or lies keeps the others waiting no longer than it has to', async () => {
  await set()
  const council = (await desk.done('POST', '/v1/organisations', { name: 'Council' })).id
  const other = await aPublisher(calendarOf(event('5@c', '5th session', '20260601', '20260602')))
  await desk.done('POST', `/v1/organisations/${council}/session-source`, { url: other.url })
  publisher.calendar = 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'
  other.calendar = calendarOf(event('5@c', '5th session', '20260608', '20260609'))

  expect(await wakeAt('2026-03-03T10:00:00Z')).toBe(2)

  expect((await source()).failing.why).toMatch(/^What it answers cannot be read: /)
  const { data } = await desk.done('GET', `/v1/organisations/${council}/sessions`)
  expect(data[0].opensOn).toBe('2026-06-08')
  expect(desk.faults).toEqual([])
})
