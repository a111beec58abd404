import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk
let assembly: string

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  assembly = (await desk.done('POST', '/v1/organisations', { name: 'General Assembly', shortName: 'UNGA' }))
    .id
})

const path = () => `/v1/organisations/${assembly}/sessions`

function event(uid: string, summary: string, ...lines: string[]): string {
  return ['BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${summary}`, ...lines, 'END:VEVENT'].join('\r\n')
}

function calendar(...parts: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...parts, 'END:VCALENDAR', ''].join('\r\n')
}

const days = (from: string, end: string) => [`DTSTART;VALUE=DATE:${from}`, `DTEND;VALUE=DATE:${end}`]

const send = (body: string, query = '', headers = {}) =>
  desk.call('POST', `${path()}/calendar${query}`, body, { 'content-type': 'text/calendar', ...headers })

const outcomes = ({ body }: { body: any }) =>
  body.events.map(({ ordinal, outcome, to }: any) => [
    ordinal,
    outcome,
    to && `${to.opensOn} ${to.closesOn} ${to.status}`,
  ])

const published = calendar(
  event('81@un', '81st session of the General Assembly', ...days('20260908', '20270907')),
  event('82@un', 'UNGA\\, Eighty-second session', ...days('20270914', '20280905'), 'STATUS:TENTATIVE'),
)

describe('a published calendar of sessions', () => {
  it('is looked at in a dry run, then stored, and sent again changes nothing', async () => {
    const before = await dump(desk.table)
    const dry = await send(published, '?dryRun=true')
    expect(await dump(desk.table)).toEqual(before)

    const real = await send(published)
    const stored = await dump(desk.table)
    const again = await send(published)

    const expected = ['2026-09-08 2027-09-06 confirmed', '2027-09-14 2028-09-04 estimated']
    expect(outcomes(dry)).toEqual([
      [81, 'create', expected[0]],
      [82, 'create', expected[1]],
    ])
    expect(dry.body).toEqual({ ...real.body, stored: false })
    expect(real.body.stored).toBe(true)
    expect(outcomes(again).map(([, outcome]: any) => outcome)).toEqual(['unchanged', 'unchanged'])
    expect(await dump(desk.table)).toEqual(stored)
    const { data } = await desk.done('GET', path())
    expect(data.map((each: any) => [each.ordinal, each.opensOn, each.closesOn, each.status])).toEqual([
      [81, '2026-09-08', '2027-09-06', 'confirmed'],
      [82, '2027-09-14', '2028-09-04', 'estimated'],
    ])
  })

  it('that has moved a session moves what depends on it, and who was told is told', async () => {
    await send(published)
    const schedule = { kind: 'session', organisationId: assembly, edge: 'opens', from: 81 }
    await desk.done('POST', '/v1/commitments', { title: 'Statement', schedule, leadDays: [30] })
    await desk.passTo('2026-08-12T09:00:00Z')

    const moved = await send(published.replace('20260908', '20260922'))
    await desk.passTo('2026-08-14T09:00:00Z')
    const again = await send(published.replace('20260908', '20260922'))

    expect(moved.body.events[0]).toMatchObject({
      outcome: 'update',
      from: { opensOn: '2026-09-08', status: 'confirmed' },
      to: { opensOn: '2026-09-22', status: 'moved' },
    })
    expect(outcomes(again)[0]).toEqual([81, 'unchanged', '2026-09-22 2027-09-06 moved'])
    expect(desk.channel.subjects).toEqual([
      'Statement: 8 September 2026 (in 32 days)',
      'Statement: moved from 8 September 2026 to 22 September 2026 (in 40 days)',
    ])
  })

  it('keeps a whole history, with an entry for each session', async () => {
    await send(published)
    await send(published.replace('20260908', '20260922').replace('STATUS:TENTATIVE', 'STATUS:CONFIRMED'))

    const { data } = await desk.done('GET', `/v1/organisations/${assembly}/history`)

    expect(data.map(({ action, about }: any) => `${action} ${about}`).toSorted()).toEqual([
      'recorded null',
      'session_changed session 81',
      'session_changed session 82',
      'session_recorded session 81',
      'session_recorded session 82',
    ])
    expect(new Set(data.map(({ seq }: any) => seq)).size).toBe(5)
  })

  it('stores nothing while an event is refused, unless those are left out', async () => {
    const debate = event('gd@un', 'General debate of the 81st session', ...days('20260922', '20260930'))
    const both = published.replace('END:VCALENDAR', `${debate}\r\nEND:VCALENDAR`)
    const before = await dump(desk.table)

    const stopped = await send(both)
    expect(await dump(desk.table)).toEqual(before)
    const mapped = await send(both, `?dryRun=true&ordinals=${encodeURIComponent('{"gd@un":null}')}`)
    const skipped = await send(both, '?onRefused=skip')

    expect(stopped.body).toMatchObject({
      stored: false,
      events: [
        {},
        {},
        {
          outcome: 'refused',
          fault: {
            reason: 'It names session 81, and says more: "general debate".',
            remedy: 'Say which session it is, or null for none: ordinals={"gd@un":null}.',
          },
        },
      ],
    })
    expect(outcomes(mapped)[2]).toEqual([null, 'left_out', null])
    expect(skipped.body.stored).toBe(true)
    expect((await desk.done('GET', path())).data).toHaveLength(2)
  })

  it('says which sessions are cancelled, and leaves them as they are', async () => {
    await send(published)
    const cancelled = published.replace('STATUS:TENTATIVE', 'STATUS:CANCELLED')

    const answer = await send(cancelled)

    expect(answer.body).toMatchObject({
      stored: false,
      events: [{ outcome: 'unchanged' }, { outcome: 'cancelled' }],
    })
    expect(answer.body.events[1].fault.remedy).toContain('Remove the session')
    expect((await desk.done('GET', path())).data).toHaveLength(2)
  })

  it('takes a number from the mapping, by UID or summary', async () => {
    const ordinals = encodeURIComponent('{"a":7,"Plenary":8}')
    const body = calendar(
      event('a', 'Summit', ...days('20260908', '20260910')),
      event('b', 'Plenary', 'DTSTART;VALUE=DATE:20270908', 'DURATION:P2D'),
    )

    expect(outcomes(await send(body, `?ordinals=${ordinals}`))).toEqual([
      [7, 'create', '2026-09-08 2026-09-09 confirmed'],
      [8, 'create', '2027-09-08 2027-09-09 confirmed'],
    ])
    for (const wrong of ['{"a":0}', '[]', '{', '{"a":"81"}'])
      expect((await send(body, `?ordinals=${encodeURIComponent(wrong)}`)).body.errors).toMatchObject([
        { pointer: '/ordinals' },
      ])
  })

  it.each<[string, string[], string, string]>([
    [
      'a time in its zone',
      ['DTSTART;TZID=Asia/Tokyo:20260908T010000', 'DTEND;TZID=Asia/Tokyo:20260911T000000'],
      '',
      '2026-09-08 2026-09-10 confirmed',
    ],
    [
      'a time in UTC in the zone that is told',
      ['DTSTART:20260908T023000Z', 'DTEND:20260911T040000Z'],
      '?zone=America/New_York',
      '2026-09-07 2026-09-10 confirmed',
    ],
    ['an opening alone', ['DTSTART;VALUE=DATE:20260908'], '', '2026-09-08 null confirmed'],
  ])('reads %s as days', async (_, lines, query, expected) => {
    expect(outcomes(await send(calendar(event('a', 'Session 81', ...lines)), query))).toEqual([
      [81, 'create', expected],
    ])
  })

  it('keeps a closing that it does not tell, where it still can be', async () => {
    await send(published)
    const opening = (on: string) => calendar(event('81@un', '81st session', `DTSTART;VALUE=DATE:${on}`))

    expect(outcomes(await send(opening('20260908')))).toEqual([
      [81, 'unchanged', '2026-09-08 2027-09-06 confirmed'],
    ])
    expect(outcomes(await send(opening('20271008')))).toEqual([[81, 'update', '2027-10-08 null moved']])
  })

  it.each<[string, string[]]>([
    ['recurs', ['DTSTART;VALUE=DATE:20260908', 'RRULE:FREQ=SECONDLY']],
    ['has a day that is none', ['DTSTART;VALUE=DATE:20260230']],
    ['has no day', []],
    ['has words for a day', ['DTSTART:tomorrow']],
    ['ends before it starts', days('20260908', '20260901')],
    ['has an end that is none', days('20260908', '20261340')],
    ['lasts for ever', ['DTSTART;VALUE=DATE:20260908', 'DURATION:P9999999999D']],
    ['is in UTC, and nobody says where', ['DTSTART:20260908T023000Z']],
  ])('refuses an event that %s, with a remedy', async (_, lines) => {
    const { status, body } = await send(calendar(event('a', '81st session', ...lines)))

    expect([status, body.stored, body.events[0].outcome]).toEqual([200, false, 'refused'])
    expect(body.events[0].fault.remedy).not.toBe('')
  })

  it('refuses two events of one session', async () => {
    const { body } = await send(
      calendar(
        event('a', '81st session', ...days('20260908', '20260910')),
        event('b', 'Session 81', ...days('20260915', '20260917')),
      ),
    )

    expect(body.events.map(({ outcome }: any) => outcome)).toEqual(['refused', 'refused'])
  })

  it.each<[string, string, number]>([
    ['nothing', '', 422],
    ['no calendar', 'hello', 422],
    ['half a calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 422],
    ['a contact', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:x\r\nEND:VCARD\r\n', 422],
    ['components without end', 'BEGIN:A\r\n'.repeat(100_000), 422],
    ['a line without end', `BEGIN:VCALENDAR\r\nX:${'\r\n a'.repeat(200_000)}\r\nEND:VCALENDAR`, 422],
    [
      'too many events, folded',
      calendar(...Array.from({ length: 201 }, () => event('a', 'x'))).replaceAll('BEGIN:VE', 'BEGIN:VE\r\n '),
      422,
    ],
    ['too many events', calendar(...Array.from({ length: 201 }, (_, n) => event(`${n}`, 'x'))), 422],
    [
      'too many changes',
      calendar(
        ...Array.from({ length: 41 }, (_, n) =>
          event(`${n}`, `Session ${n + 1}`, 'DTSTART;VALUE=DATE:20260908'),
        ),
      ),
      422,
    ],
    ['too many bytes', `BEGIN:VCALENDAR\r\n${'X:a\r\n'.repeat(300_000)}`, 413],
  ])('is refused whole where it is %s', async (_, body, status) => {
    const before = await dump(desk.table)

    expect((await send(body)).status).toBe(status)
    expect(desk.faults).toEqual([])
    expect(await dump(desk.table)).toEqual(before)
  })

  it('as many sessions as may change are stored in one transaction', async () => {
    const many = calendar(
      ...Array.from({ length: 40 }, (_, n) =>
        event(`${n}`, `Session ${n + 1}`, 'DTSTART;VALUE=DATE:20260908'),
      ),
    )

    const answer = await send(many, '', { 'idempotency-key': 'once-and-only-once' })
    const replayed = await send(many, '', { 'idempotency-key': 'once-and-only-once' })

    expect(answer.body.stored).toBe(true)
    expect([replayed.headers.get('idempotent-replayed'), replayed.body]).toEqual(['true', answer.body])
    expect((await desk.done('GET', `${path()}?limit=100`)).data).toHaveLength(40)
  })

  it('is another’s to change only with the right to write', async () => {
    const { id } = await desk.done('POST', '/v1/team', { name: 'V', email: 'v@example.org', role: 'viewer' })

    expect((await send(published, '', await desk.tokenOf(id))).status).toBe(403)
    expect((await send(published, '', { 'content-type': 'application/json' })).status).toBe(415)
  })
})
