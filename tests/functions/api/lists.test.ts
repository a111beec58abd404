import { beforeAll, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'

let desk: Desk
let organisationId: string
let recordId: string

beforeAll(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  organisationId = (await desk.done('POST', '/v1/organisations', { name: 'Ämnet', areas: ['health'] })).id
  for (const name of ['Ærø council', 'Zürich', 'Amnet 2'])
    await desk.done('POST', '/v1/organisations', { name, kind: 'ngo' })
  const schedule = { kind: 'every', startsOn: '2026-04-01', period: 'P1M' }
  recordId = (await desk.done('POST', '/v1/commitments', { title: 'Report', schedule, leadDays: [7] })).id
  for (const title of ['Report 2', 'report', 'Report', '¡Émile!', '\u0301', 'Report\t3', 'Ｒeport 4'])
    await desk.done('POST', '/v1/agreements', { title, type: 'other', parties: [] })
  for (const name of ['Leyla', 'Anar', 'Ömer'])
    await desk.done('POST', '/v1/team', { name, email: 'desk@example.org' })
  for (const name of ['Geneva', 'Baku']) await desk.done('POST', '/v1/calendars', { name })
  for (const ordinal of [100, 9, 81])
    await desk.done('POST', `/v1/organisations/${organisationId}/sessions`, {
      ordinal,
      opensOn: '2026-09-08',
    })
  for (const on of ['2026', null, '2026-05', '2026-01-01', null, '1992'])
    for (const owner of [`records/${recordId}`, `organisations/${organisationId}`])
      await desk.done('POST', `/v1/${owner}/events`, { kind: 'meeting', on })
})

const lists = () => [
  '/v1/organisations',
  '/v1/records',
  '/v1/agreements',
  '/v1/deadlines',
  '/v1/deadlines?from=2026-06-01&to=2026-12-31&kind=occurrence',
  '/v1/team',
  '/v1/calendars',
  '/v1/reminders?to=2026-12-31',
  `/v1/organisations/${organisationId}/sessions`,
  `/v1/organisations/${organisationId}/events`,
  `/v1/organisations/${organisationId}/history`,
  `/v1/records/${recordId}/events?kind=meeting`,
  `/v1/records/${recordId}/history`,
]

function withQuery(path: string, query: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query}`
}

describe('every list', () => {
  it('walked one by one is the same as one page, in the same order, by its cursor and by its link', async () => {
    for (const path of lists()) {
      const whole = await desk.done('GET', withQuery(path, 'limit=100'))
      const walked: unknown[] = []
      let next: string | undefined = withQuery(path, 'limit=1')
      while (next !== undefined) {
        const { body, headers }: Awaited<ReturnType<Desk['call']>> = await desk.call('GET', next)
        expect(body.data.length, path).toBe(1)
        walked.push(...body.data)
        next = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1]
        expect(new URL(next ?? '', 'http://x').searchParams.get('cursor'), path).toBe(body.nextCursor)
      }

      expect(walked.length, path).toBeGreaterThan(1)
      expect(walked, path).toEqual(whole.data)
    }
  })

  it('refuses a cursor of which one character was altered, left out or added', async () => {
    for (const path of lists()) {
      const { nextCursor } = await desk.done('GET', withQuery(path, 'limit=1'))
      const at = Math.floor(Math.random() * nextCursor.length)
      const other = nextCursor[at] === 'A' ? 'B' : 'A'
      const last = nextCursor.slice(-1) === 'A' ? 'B' : 'A'
      const altered = [
        `${nextCursor.slice(0, at)}${other}${nextCursor.slice(at + 1)}`,
        `${nextCursor.slice(0, -1)}${last}`,
        nextCursor.slice(0, -1),
        `${nextCursor}.`,
        `${nextCursor}.x`,
        `${nextCursor}=`,
        `${nextCursor}!`,
        ` ${nextCursor}`,
        otherLetterOfTheSameBytes(nextCursor),
      ]

      for (const cursor of altered) {
        const refused = await desk.call(
          'GET',
          withQuery(path, `limit=1&cursor=${encodeURIComponent(cursor)}`),
        )
        expect([path, cursor, refused.status]).toEqual([path, cursor, 422])
        expect(refused.body.errors).toMatchObject([{ pointer: '/cursor' }])
      }
    }
  })

  it('refuses the cursor of every other list, and of other filters', async () => {
    const cursors = await Promise.all(
      lists().map(async (path) => (await desk.done('GET', withQuery(path, 'limit=1'))).nextCursor),
    )

    for (const [n, path] of lists().entries())
      for (const [m, cursor] of cursors.entries()) {
        const { status } = await desk.call('GET', withQuery(path, `cursor=${cursor}`))
        expect([path, lists()[m], status]).toEqual([path, lists()[m], n === m ? 200 : 422])
      }
  })

  it('has 25 members unless it is told how many, and at most 100', async () => {
    const many = await Desk.open('2026-03-02T09:00:00Z')
    const schedule = { kind: 'every', startsOn: '2026-03-10', period: 'P1W' }
    await many.done('POST', '/v1/commitments', { title: 'Weekly', schedule })

    const first = await many.done('GET', '/v1/deadlines')
    const hundred = await many.call('GET', '/v1/deadlines?limit=100')
    const more = await many.call('GET', '/v1/deadlines?limit=101')

    expect([first.data.length, typeof first.nextCursor]).toEqual([25, 'string'])
    expect([hundred.body.data.length, hundred.body.nextCursor, hundred.headers.get('link')]).toEqual([
      78,
      null,
      null,
    ])
    expect(more.body.errors).toMatchObject([{ pointer: '/limit' }])
  })
})

/** The last letter of the signature has bits that say nothing. */
function otherLetterOfTheSameBytes(cursor: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const at = cursor.indexOf('.') - 1
  return `${cursor.slice(0, at)}${letters[letters.indexOf(cursor[at]!) ^ 1]}${cursor.slice(at + 1)}`
}

describe('a list by title', () => {
  async function names(path: string): Promise<string[]> {
    return (await desk.done('GET', path)).data.map(({ name, title }: any) => name ?? title)
  }

  it('is in the order of its letters, whatever marks and cases they have; the shorter comes first', async () => {
    const titles = await names('/v1/records')

    expect(titles.filter((title) => !/^report$/i.test(title))).toEqual([
      '\u0301',
      'Report 2',
      'Report\t3',
      'Ｒeport 4',
      '¡Émile!',
    ])
    expect(titles.slice(1, 4).map((title) => title.toLowerCase())).toEqual(['report', 'report', 'report'])
    expect(await names('/v1/organisations')).toEqual(['Ærø council', 'Ämnet', 'Amnet 2', 'Zürich'])
  })

  it.each([
    ['/v1/organisations?q=aero', ['Ærø council']],
    ['/v1/organisations?q=ZURICH', ['Zürich']],
    ['/v1/organisations?q=amnet', ['Ämnet', 'Amnet 2']],
    ['/v1/organisations?q=2%20amn', ['Amnet 2']],
    ['/v1/organisations?q=', ['Ærø council', 'Ämnet', 'Amnet 2', 'Zürich']],
    ['/v1/organisations?q=%20%20', ['Ærø council', 'Ämnet', 'Amnet 2', 'Zürich']],
    ['/v1/organisations?q=%00', []],
    ['/v1/organisations?area=health', ['Ämnet']],
    ['/v1/organisations?area=heal', []],
    ['/v1/organisations?kind=ngo&q=amnet', ['Amnet 2']],
    ['/v1/organisations?status=archived', []],
    ['/v1/team?q=omer', ['Ömer']],
  ])('is narrowed: %s', async (path, expected) => {
    expect(await names(path)).toEqual(expected)
  })

  it.each([
    ['Azərbaycan', 'azerbay'],
    ['Azerbaycan', 'AZƏR'],
    ['Łódź', 'lodz'],
    ['Lodz', 'Łódź'],
    ['Iğdır', 'igdir'],
    ['İSTANBUL', 'istanbul'],
    ['Istanbul', 'İstanbul'],
    ['Øresund', 'ORE'],
    ['Straße', 'strasse'],
    ['Ｆｕｌｌ', 'full'],
    ['Þingvellir', 'THING'],
    ['Côte d’Ivoire', "cote d'iv"],
    ['Bosnia–Herzegovina', 'bosnia-'],
  ])('finds %s by %s', async (name, q) => {
    const place = await Desk.open('2026-03-02T09:00:00Z', desk.table)
    await place.done('POST', '/v1/organisations', { name })
    await place.done('POST', '/v1/organisations', { name: 'Other' })

    const { data } = await place.done('GET', `/v1/organisations?q=${encodeURIComponent(q)}`)

    expect(data.map((organisation: any) => organisation.name)).toEqual([name])
  })

  it('takes a title whose letters are cut anywhere', async () => {
    for (const length of [149, 199, 200, 250, 300]) {
      const title = `${'x'.repeat(length % 2)}${'😀'.repeat(length - (length % 2))}`
      const { id } = await desk.done('POST', '/v1/agreements', { title, type: 'other', parties: [] })
      const made = await desk.done('POST', '/v1/organisations', { name: title })
      const seat = await desk.done('POST', '/v1/memberships', { organisationId: made.id, role: 'member' })

      expect((await desk.done('GET', `/v1/records/${id}`)).title).toBe(title)
      expect(seat.title.isWellFormed()).toBe(true)
    }
    const { body, status } = await desk.call('GET', '/v1/records?limit=1&q=%F0%9F%98%80')
    expect([status, body.data.length]).toEqual([200, 1])
    const next = await desk.call('GET', `/v1/records?limit=1&q=%F0%9F%98%80&cursor=${body.nextCursor}`)
    expect(next.body.data[0].id).not.toBe(body.data[0].id)
  })

  it('takes an area of 120 characters as a filter', async () => {
    const area = '😀'.repeat(120)
    const made = await desk.done('POST', '/v1/organisations', { name: 'Area', areas: [area] })
    await desk.done('POST', '/v1/memberships', { organisationId: made.id, role: 'member', areas: [area] })

    for (const path of ['/v1/organisations', '/v1/records']) {
      const { data } = await desk.done('GET', `${path}?area=${encodeURIComponent(area)}`)
      expect(data).toHaveLength(1)
    }
  })
})

it('events come by their earliest day, those without a date last', async () => {
  const { data } = await desk.done('GET', `/v1/records/${recordId}/events`)

  const days = data.map(({ on }: any) => on)
  expect([days[0], days.at(-1), days.at(-2), days[3]]).toEqual(['1992', null, null, '2026-05'])
})

it('a list that nothing matches is empty, also where the filter names what is not there', async () => {
  const zero = '0'.repeat(32)
  const paths = [
    `/v1/deadlines?recordId=com_${zero}`,
    `/v1/deadlines?ownerId=per_${zero}`,
    `/v1/deadlines?organisationId=org_${zero}`,
    `/v1/records?organisationId=org_${zero}`,
    `/v1/records?ownerId=per_${zero}`,
    '/v1/records?q=nowhere',
  ]

  for (const path of paths) expect(await desk.done('GET', path)).toEqual({ data: [], nextCursor: null })
})
