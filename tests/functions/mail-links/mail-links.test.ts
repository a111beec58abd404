import { beforeEach, describe, expect, it } from 'vitest'
import { createMailLinks } from '../../../functions/mail-links/app.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let links: ReturnType<typeof createMailLinks>
let leyla: string
let otto: string
let report: string
let faults: unknown[]

const origin = 'https://desk.example.org'

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  desk.linksUrl = `${origin}/mail-links`
  faults = []
  links = createMailLinks({ table: desk.table, clock: desk.clock, report: (fault) => faults.push(fault) })
  leyla = (await desk.done('POST', '/v1/team', { name: 'Leyla', email: 'leyla@example.org' })).id
  otto = (await desk.done('POST', '/v1/team', { name: 'Otto', email: 'otto@example.org' })).id
  report = await aReport({})
})

async function aReport(more: object): Promise<string> {
  const body = {
    title: 'Report',
    schedule: { kind: 'list', dates: ['2026-06-01', '2027-06-01'] },
    leadDays: [30, 7],
    ownerId: leyla,
    ...more,
  }
  return (await desk.done('POST', '/v1/commitments', body)).id
}

const occurrence = () => `${report}.occurrence.2026-06-01`
const inTime = '2026-05-01T09:00:00Z'

/** The link of a label in the last mail to somebody. */
async function linkIn(to: string, label: string): Promise<string> {
  const mail = desk.channel.sent.findLast((each) => each.to === to)
  const url = new RegExp(`${label}: (https://\\S+)`).exec(mail?.text ?? '')?.[1]
  if (url === undefined) throw new Error(`no link "${label}" to ${to} in ${mail?.text}`)
  return url
}

async function get(url: string, method = 'GET') {
  const response = await links.request(url, { method })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

async function post(url: string, form: Record<string, string> = {}) {
  const response = await links.request(url, { method: 'POST', body: new URLSearchParams(form) })
  return { status: response.status, text: await response.text() }
}

describe('a link in a mail', () => {
  it.each(['GET', 'HEAD'])('changes nothing by %s, however often programs follow it', async (method) => {
    await desk.passTo(inTime)
    const before = await dump(desk.table)

    for (const label of ['I know of it', 'Remind me later', 'It is done', 'End these reminders'])
      expect((await get(await linkIn('leyla@example.org', label), method)).status).toBe(200)

    expect(await dump(desk.table)).toEqual(before)
  })

  it('is the stand-in’s while somebody is away, and no longer', async () => {
    const days = { startsOn: '2026-05-01', endsOn: '2026-05-01', standInId: otto }
    await desk.done('POST', `/v1/team/${leyla}/absences`, days)
    await desk.passTo(inTime)
    const url = await linkIn('otto@example.org', 'I know of it')

    const meanwhile = await post(url)
    desk.setClock('2026-05-02T09:00:00Z')
    const after = await get(url)

    expect(meanwhile).toMatchObject({ status: 200, text: expect.stringContaining('you know of it') })
    expect(after.status).toBe(404)
  })

  it('shows what it would do, and does it when the button is pressed', async () => {
    await desk.passTo(inTime)
    const url = await linkIn('leyla@example.org', 'I know of it')

    const page = await get(url)
    const done = await post(url)

    expect(page.text).toContain('Report, due on 1 June 2026')
    expect(page.text).toContain('<button>I know of it</button>')
    expect(done).toMatchObject({ status: 200, text: expect.stringContaining('you know of it') })
    const { acknowledged, dueOn } = await desk.done('GET', `/v1/deadlines/${occurrence()}`)
    expect({ acknowledged, dueOn }).toEqual({ acknowledged: { at: inTime, by: leyla }, dueOn: '2026-06-01' })
    const [latest] = (await desk.done('GET', `/v1/records/${report}/history`)).data.toReversed()
    expect([latest.by, latest.action]).toEqual([{ kind: 'mail_link', recipient: leyla }, 'acknowledged'])
  })

  it('marks a deadline done, and says so to who presses it again', async () => {
    await desk.passTo(inTime)
    const url = await linkIn('leyla@example.org', 'It is done')

    const first = await post(url)
    const again = await post(url)

    expect([first.status, again.status]).toEqual([200, 409])
    expect((await desk.done('GET', `/v1/deadlines/${occurrence()}`)).completedOn).toBe('2026-05-01')
    expect((await get(url)).text).toContain('done already')
  })

  it('is silent until the day that is chosen, which may not lie beyond the due date', async () => {
    await desk.passTo(inTime)
    const url = await linkIn('leyla@example.org', 'Remind me later')

    const offered = [...(await get(url)).text.matchAll(/value="([^"]+)"/g)].map(([, day]) => day)
    const without = await post(url)
    const beyond = await post(url, { untilOn: '2026-06-02' })
    const done = await post(url, { untilOn: '2026-05-08' })

    expect(offered).toEqual(['2026-05-02', '2026-05-08', '2026-05-31'])
    expect([without.status, beyond.status, done.status]).toEqual([422, 422, 200])
    const { snoozedUntilOn, dueOn } = await desk.done('GET', `/v1/deadlines/${occurrence()}`)
    expect([snoozedUntilOn, dueOn]).toEqual(['2026-05-08', '2026-06-01'])
  })

  it('does its one act only, to its one deadline', async () => {
    await desk.passTo(inTime)
    const url = new URL(await linkIn('leyla@example.org', 'I know of it'))
    const [payload = '', signature = ''] = url.searchParams.get('token')!.split('.')
    const link = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const before = await dump(desk.table)
    const withPayload = (changes: object) =>
      `${Buffer.from(JSON.stringify({ ...link, ...changes })).toString('base64url')}.${signature}`

    const forged = [
      withPayload({ action: 'complete' }),
      withPayload({ deadlineId: `${report}.occurrence.2027-06-01` }),
      withPayload({ recipient: otto }),
      withPayload({ expiresAt: '2099-01-01T00:00:00Z' }),
      withPayload({ workspaceId: 'ws_other' }),
      `${payload}.${'A'.repeat(43)}`,
      `${payload}.`,
      `${payload}.${signature}=`,
      `${payload}.${signature}.x`,
      payload,
      '',
      'e30.e30',
      'x'.repeat(5_000),
    ]
    for (const token of forged) {
      const path = `/mail-links?token=${encodeURIComponent(token)}`
      expect([(await get(path)).status, (await post(path)).status], token).toEqual([404, 404])
    }

    expect(await dump(desk.table)).toEqual(before)
  })

  it('expires', async () => {
    await desk.passTo(inTime)
    const url = await linkIn('leyla@example.org', 'I know of it')

    desk.setClock('2026-06-30T07:59:59Z')
    const before = await post(url)
    desk.setClock('2026-07-15T08:00:00Z')
    const after = [await get(url), await post(url)].map(({ status }) => status)

    expect([before.status, ...after]).toEqual([200, 410, 410])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['is given to somebody else', () => desk.act(occurrence(), 'assign', { ownerId: otto })],
    ['is archived', () => desk.done('DELETE', `/v1/commitments/${report}`, undefined, { 'if-match': '*' })],
    [
      'has a reader who may only read now',
      () => desk.done('PATCH', `/v1/team/${leyla}`, { role: 'viewer' }, { 'if-match': '*' }),
    ],
  ])('leads nowhere once the deadline %s', async (_, change) => {
    await desk.passTo(inTime)
    const url = await linkIn('leyla@example.org', 'I know of it')
    await change()
    const before = await dump(desk.table)

    expect([(await get(url)).status, (await post(url)).status]).toEqual([404, 404])
    expect(await dump(desk.table)).toEqual(before)
  })

  it('is not in the mail of who only watches, nor of who may only read', async () => {
    await desk.done(
      'PATCH',
      `/v1/commitments/${report}`,
      { watchers: [otto, 'r@example.org'] },
      { 'if-match': '*' },
    )
    await desk.done('PATCH', `/v1/team/${leyla}`, { role: 'viewer' }, { 'if-match': '*' })
    await desk.passTo(inTime)

    expect(desk.channel.sent).toHaveLength(3)
    for (const { text } of desk.channel.sent) {
      expect(text).not.toContain('I know of it')
      expect(text).toContain('End these reminders: https://')
    }
  })

  it('shows a page that loads nothing, stands in no frame, sends nowhere else and is kept by nobody', async () => {
    await desk.done(
      'PATCH',
      `/v1/commitments/${report}`,
      { title: '<script>alert(1)</script>' },
      { 'if-match': '*' },
    )
    await desk.passTo(inTime)
    const { text, headers } = await get(await linkIn('leyla@example.org', 'I know of it'))

    expect(text).not.toMatch(/<script|src=|href=|action=/)
    expect(text).toContain('&lt;script&gt;')
    const policy = headers.get('content-security-policy')
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    )
    const style = /<style>(.*)<\/style>/.exec(text)?.[1] ?? ''
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(style))).toString('base64')
    expect(policy).toContain(`'sha256-${hash}'`)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('takes a small form only', async () => {
    await desk.passTo(inTime)

    expect(
      (await post(await linkIn('leyla@example.org', 'Remind me later'), { untilOn: 'x'.repeat(5_000) }))
        .status,
    ).toBe(413)
  })
})

describe('ending reminders', () => {
  const headers = () => desk.channel.sent.at(-1)!.headers
  const oneClick = (url: string) => post(url, { 'List-Unsubscribe': 'One-Click' })

  it('takes one POST to the address in the header, as RFC 8058 asks', async () => {
    await desk.done(
      'PATCH',
      `/v1/commitments/${report}`,
      { watchers: ['registry@example.org'] },
      { 'if-match': '*' },
    )
    await desk.passTo(inTime)
    const mail = desk.channel.sent.find(({ to }) => to === 'registry@example.org')
    const url = /^<(https:\/\/[^>]+)>$/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1]

    const done = await oneClick(url!)
    const again = await oneClick(url!)
    await desk.passTo('2026-05-26T09:00:00Z')

    expect(headers()['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    expect([done.status, again.status]).toEqual([200, 200])
    expect(desk.channel.sent.map(({ to }) => to).sort()).toEqual([
      'leyla@example.org',
      'leyla@example.org',
      'registry@example.org',
    ])
  })

  it.each([
    ['deputy', () => ({ deputyId: otto }), () => otto, 'otto@example.org'],
    [
      'administrator',
      () => ({}),
      async () => (await desk.done('GET', '/v1/team')).data[0].id,
      'admin@example.org',
    ],
  ] as const)(
    'hands what somebody answers for over to the %s, who is told',
    async (_, more, heir, address) => {
      await desk.done('PATCH', `/v1/commitments/${report}`, more(), { 'if-match': '*' })
      await desk.passTo(inTime)
      const url = await linkIn('leyla@example.org', 'End these reminders')

      expect((await get(url)).text).toContain('you answer for it. It goes to')
      expect((await oneClick(url)).status).toBe(200)
      await desk.passTo('2026-05-04T09:00:00Z')

      expect((await desk.done('GET', `/v1/records/${report}`)).ownerId).toBe(await heir())
      const last = desk.channel.sent.at(-1)
      expect([last?.to, /Why now: (.*)/.exec(last?.text ?? '')?.[1]]).toEqual([
        address,
        'This deadline was handed over to you.',
      ])
    },
  )

  it('leaves with the administrator what nobody else can take: it is never silenced', async () => {
    const own = await aReport({ ownerId: null, title: 'Orphan' })
    await desk.passTo(inTime)
    const url = await linkIn('admin@example.org', 'End these reminders')

    expect((await get(url)).text).not.toContain('<button')
    expect((await oneClick(url)).status).toBe(409)
    await desk.passTo('2026-05-26T09:00:00Z')

    expect(desk.channel.sent.filter(({ to }) => to === 'admin@example.org')).toHaveLength(2)
    expect((await desk.done('GET', `/v1/records/${own}/mutes`)).data).toEqual([])
  })

  it('hands a confidential record over to nobody who may not see it', async () => {
    await aReport({ title: 'Secret', visibleTo: [leyla] })
    await desk.done('DELETE', `/v1/commitments/${report}`, undefined, { 'if-match': '*' })
    await desk.passTo(inTime)
    const url = await linkIn('leyla@example.org', 'End these reminders')
    const before = await dump(desk.table)

    expect((await oneClick(url)).status).toBe(409)
    expect(await dump(desk.table)).toEqual(before)
    await desk.passTo('2026-05-26T09:00:00Z')
    expect(desk.channel.sent.filter(({ to }) => to === 'leyla@example.org')).toHaveLength(2)
    expect(desk.channel.sent.filter(({ to }) => to === 'admin@example.org')).toEqual([])
  })

  it('is about the records of that mail, and no others', async () => {
    const other = await aReport({
      title: 'Other',
      schedule: { kind: 'once', on: '2026-07-01' },
      leadDays: [7],
    })
    await desk.passTo(inTime)
    await oneClick(await linkIn('leyla@example.org', 'End these reminders'))

    expect((await desk.done('GET', `/v1/records/${other}`)).ownerId).toBe(leyla)
    expect((await desk.done('GET', `/v1/records/${report}`)).ownerId).not.toBe(leyla)
  })

  it('says of a discreet mail how much, and not what', async () => {
    await desk.done('PATCH', '/v1/settings', { discreet: true }, { 'if-match': '*' })
    await desk.passTo(inTime)
    const [mail] = desk.channel.sent
    const page = await get(await linkIn('leyla@example.org', 'End these reminders'))

    expect(mail?.subject).toBe('1 deadline due')
    expect(mail!.subject + mail!.text + mail!.html + page.text).not.toMatch(/Report|June/)
  })
})

it('what goes wrong on our side is reported without the token, and nothing is said of it', async () => {
  await desk.passTo(inTime)
  const url = await linkIn('leyla@example.org', 'I know of it')
  const broken = createMailLinks({
    table: { ...desk.table, get: () => Promise.reject(new Error('no table')) },
    clock: desk.clock,
    report: (fault) => faults.push(fault),
  })

  const response = await broken.request(url)

  expect([response.status, faults.length]).toEqual([500, 1])
  expect(JSON.stringify(faults) + (await response.text())).not.toContain(
    new URL(url).searchParams.get('token'),
  )
})

it('the administrator who inherits a confidential record gets no act on it, and no page that names it', async () => {
  await aReport({ title: 'Secret', ownerId: null, visibleTo: [otto] })
  await desk.passTo(inTime)
  const mail = desk.channel.sent.find(({ to }) => to === 'admin@example.org')
  const page = await get(await linkIn('admin@example.org', 'End these reminders'))

  expect(mail?.text).not.toMatch(/Secret|I know of it/)
  expect(page.text).toContain('A confidential record: you answer for it')
  expect(page.text).not.toContain('Secret')
})
