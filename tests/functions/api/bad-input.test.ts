import { beforeAll, describe, expect, it } from 'vitest'
import { agreement, commitment, RefusedDesk } from '../../support/refused-desk.ts'

let at: RefusedDesk

beforeAll(async () => {
  at = await RefusedDesk.open()
})

const refused: RefusedDesk['refused'] = (...request) => at.refused(...request)
const nested = (schedule: object) => ({ ...commitment, schedule })

describe('a body that is refused names each field that is wrong', () => {
  it.each([
    ['/v1/organisations', {}, ['/name']],
    ['/v1/organisations', { name: '' }, ['/name']],
    ['/v1/organisations', { name: '   ' }, ['/name']],
    ['/v1/organisations', { name: 'x'.repeat(301) }, ['/name']],
    ['/v1/organisations', { name: 7 }, ['/name']],
    ['/v1/organisations', { name: 'x', kind: 'planet' }, ['/kind']],
    ['/v1/organisations', { name: 'x', colour: 'red' }, ['/colour']],
    [
      '/v1/organisations',
      { name: 'x', presence: { startsOn: '2012', endsOn: '2011' } },
      ['/presence/endsOn'],
    ],
    ['/v1/organisations', { name: 'x', presence: { startsOn: '2012-13' } }, ['/presence/startsOn']],
    ['/v1/organisations', { name: 'x', links: [{ url: 'javascript:alert(1)' }] }, ['/links/0/url']],
    [
      '/v1/organisations',
      { name: 'x', sessionRules: [{ validFrom: '2003-01-01', rrule: 'FREQ=HOURLY', firstOrdinal: 1 }] },
      ['/sessionRules/0/rrule'],
    ],
    [
      '/v1/organisations',
      {
        name: 'x',
        sessionRules: [
          { validFrom: '2003-01-01', rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', firstOrdinal: 1 },
        ],
      },
      ['/sessionRules/0/rrule'],
    ],
    ['/v1/organisations', { name: 'x', parentId: 'org_00000000000000000000000000000000' }, ['/parentId']],
    ['/v1/agreements', {}, ['/title', '/type', '/parties']],
    ['/v1/agreements', { ...agreement, parties: [{}] }, ['/parties/0']],
    [
      '/v1/agreements',
      { ...agreement, parties: [{ name: 'A', organisationId: 'x' }] },
      ['/parties/0/organisationId', '/parties/0'],
    ],
    [
      '/v1/agreements',
      { ...agreement, terms: [{ startsOn: '2024-02-30', endsOn: '..' }] },
      ['/terms/0/startsOn'],
    ],
    [
      '/v1/agreements',
      { ...agreement, terms: [{ startsOn: 'spring', endsOn: 'autumn' }] },
      ['/terms/0/startsOn', '/terms/0/endsOn'],
    ],
    ['/v1/agreements', { ...agreement, notice: '-P3M' }, ['/notice']],
    ['/v1/agreements', { ...agreement, notice: 'P0D' }, ['/notice']],
    ['/v1/agreements', { ...agreement, leadDays: [7, 7] }, ['/leadDays']],
    ['/v1/agreements', { ...agreement, leadDays: [-1] }, ['/leadDays/0']],
    ['/v1/agreements', { ...agreement, leadDays: [1.5] }, ['/leadDays/0']],
    ['/v1/agreements', { ...agreement, leadDays: Array.from({ length: 21 }, (_, n) => n) }, ['/leadDays']],
    ['/v1/agreements', { ...agreement, references: { isbn: '1' } }, ['/references/isbn']],
    ['/v1/agreements', { ...agreement, status: 'archived' }, ['/status']],
    [
      '/v1/agreements',
      { ...agreement, relatedIds: ['agr_00000000000000000000000000000000'] },
      ['/relatedIds/0'],
    ],
    ['/v1/memberships', {}, ['/organisationId', '/role']],
    [
      '/v1/memberships',
      { organisationId: 'org_00000000000000000000000000000000', role: 'member' },
      ['/organisationId'],
    ],
    ['/v1/commitments', { title: 'x' }, ['/schedule']],
    ['/v1/commitments', nested({ kind: 'weekly' }), ['/schedule/kind']],
    ['/v1/commitments', nested({ kind: 'once', on: 'soon' }), ['/schedule/on']],
    ['/v1/commitments', nested({ kind: 'once', on: '2026-06-01', every: 2 }), ['/schedule/every']],
    [
      '/v1/commitments',
      nested({ kind: 'every', startsOn: '2026-01-31', period: 'P0D' }),
      ['/schedule/period'],
    ],
    [
      '/v1/commitments',
      nested({ kind: 'rrule', startsOn: '2026-01-31', rrule: 'FREQ=YEARLY;BYEASTER=1' }),
      ['/schedule/rrule'],
    ],
    ['/v1/commitments', nested({ kind: 'later', of: [{ kind: 'once', on: '2026' }] }), ['/schedule/of']],
    [
      '/v1/commitments',
      { ...commitment, milestones: [{ key: 'Draft', title: 'D', offset: 'soon' }] },
      ['/milestones/0/key', '/milestones/0/offset'],
    ],
    [
      '/v1/commitments',
      { ...commitment, milestones: [1, 2].map(() => ({ key: 'a', title: 'D', offset: '-P1D' })) },
      ['/milestones'],
    ],
    ['/v1/commitments', { ...commitment, watchers: ['nobody'] }, ['/watchers/0']],
    ['/v1/commitments', { ...commitment, ownerId: 'per_00000000000000000000000000000000' }, ['/ownerId']],
    ['/v1/commitments', { ...commitment, amount: { value: 1, currency: 'usd' } }, ['/amount/currency']],
    ['/v1/commitments', { ...commitment, trackedFrom: '2026-06' }, ['/trackedFrom']],
    ['/v1/commitments', { ...commitment, title: 'a\u0000b' }, ['/title']],
    ['/v1/commitments', [], ['']],
    ['/v1/organisations', { name: '😀'.repeat(301) }, ['/name']],
    ['/v1/organisations', { name: null }, ['/name']],
    ['/v1/organisations', { name: 'x', links: [{ url: 'https://a.example', rel: 'x' }] }, ['/links/0/rel']],
    ['/v1/organisations', { name: 'x', areas: ['ok', ''] }, ['/areas/1']],
    ['/v1/organisations', { name: 'x', 'a/b~c': 1 }, ['/a~1b~0c']],
    ['/v1/organisations', { name: 'x', constructor: 1, toString: 1 }, ['/constructor', '/toString']],
    ['/v1/organisations', { name: 'x', note: 'a\u0000', shortName: '\udc00' }, ['/note', '/shortName']],
    ['/v1/organisations', { name: 'x', areas: ['a\u0000'] }, ['/areas/0']],
    ['/v1/organisations', { name: 'x', parentId: 'per_00000000000000000000000000000000' }, ['/parentId']],
    ['/v1/agreements', { ...agreement, count: 0 }, ['/count']],
    ['/v1/agreements', { ...agreement, count: 1.5 }, ['/count']],
    ['/v1/agreements', { ...agreement, renewalPeriod: '-P1Y' }, ['/renewalPeriod']],
    ['/v1/agreements', { ...agreement, renewalPeriod: 'PT1H' }, ['/renewalPeriod']],
    ['/v1/agreements', { ...agreement, leadDays: ['7'] }, ['/leadDays/0']],
    ['/v1/agreements', { ...agreement, trackedFrom: '2026-02-29' }, ['/trackedFrom']],
    ['/v1/agreements', { ...agreement, signedOn: '2018-07-00' }, ['/signedOn']],
    ['/v1/agreements', { ...agreement, signedOn: '..' }, ['/signedOn']],
    ['/v1/agreements', { ...agreement, parties: [{ name: 'A', colour: 'red' }] }, ['/parties/0/colour']],
    ['/v1/agreements', { ...agreement, references: { unts: null, a: { b: 1 } } }, ['/references/a']],
    ['/v1/agreements', { ...agreement, type: 'pact', bindingness: 'weak' }, ['/type', '/bindingness']],
    [
      '/v1/agreements',
      { ...agreement, id: 'agr_1', version: 7, kind: 'agreement' },
      ['/id', '/version', '/kind'],
    ],
    ['/v1/memberships', { organisationId: 'UNHCR', role: 'king' }, ['/organisationId', '/role']],
    ['/v1/commitments', { ...commitment, period: 'P0M' }, ['/period']],
    ['/v1/commitments', { ...commitment, amount: { value: 1 } }, ['/amount/currency']],
    ['/v1/commitments', { ...commitment, amount: { value: '1', currency: 'USD' } }, ['/amount/value']],
    ['/v1/commitments', { ...commitment, amount: { value: 1e16, currency: 'USD' } }, ['/amount/value']],
    ['/v1/commitments', { ...commitment, amount: { value: 5e-324, currency: 'USD' } }, ['/amount/value']],
    ['/v1/commitments', { ...commitment, rotation: [''] }, ['/rotation/0']],
    ['/v1/commitments', { ...commitment, visibleTo: ['x'] }, ['/visibleTo/0']],
    ['/v1/commitments', nested({ kind: 'list', dates: [] }), ['/schedule/dates']],
    [
      '/v1/commitments',
      nested({ kind: 'session', organisationId: 'a@b', edge: 'opens', from: 57 }),
      ['/schedule/organisationId'],
    ],
    ['/v1/commitments', nested({ kind: 'once', on: '2026', calendarId: 'a@b' }), ['/schedule/calendarId']],
    [
      '/v1/commitments',
      nested({
        kind: 'later',
        of: [
          { kind: 'once', on: '2026' },
          { kind: 'once', on: '2027', colour: 1 },
        ],
      }),
      ['/schedule/of/1/colour'],
    ],
  ])('%s %j', async (path, body, pointers) => {
    const answer = await refused('POST', path, body)

    expect(answer.status).toBe(422)
    expect(answer.pointers).toEqual(pointers)
    for (const detail of answer.details) expect(detail).not.toContain('Invalid input')
  })

  it('and says what to write where something is of another form', async () => {
    const forms = { milestones: {}, leadDays: '7', amount: { value: '1', currency: 5 } }

    const { pointers, details } = await refused('POST', '/v1/commitments', { ...commitment, ...forms })

    expect(pointers.map((pointer: string, n: number) => `${pointer}: ${details[n]}`)).toEqual([
      '/milestones: Write a list.',
      '/amount/value: Write a number.',
      '/amount/currency: Write text.',
      '/leadDays: Write a list.',
    ])
  })

  it('__proto__ is an unknown field like any other', async () => {
    const answer = await refused('POST', '/v1/organisations', '{"name":"x","__proto__":{"a":1}}')

    expect(answer).toMatchObject({ status: 422, pointers: ['/__proto__'] })
  })

  it.each([
    ['{"title":"x","schedule":{"kind":"once","on":"2026","__proto__":1}}', '/schedule/__proto__'],
    ['{"title":"x","schedule":{"kind":"manual"},"links":[{"url":"x","__proto__":{}}]}', '/links/0/__proto__'],
  ])('__proto__ is unknown at any depth: %s', async (body, pointer) => {
    const answer = await refused('POST', '/v1/commitments', body)

    expect(answer).toMatchObject({ status: 422, pointers: [pointer] })
  })

  it('what names something of another kind names nothing', async () => {
    const [{ id: personId }] = (await at.desk.done('GET', '/v1/team')).data
    const schedule = {
      kind: 'session',
      organisationId: personId,
      edge: 'opens',
      from: 1,
      calendarId: at.organisationId,
    }

    const answer = await refused('POST', '/v1/commitments', nested(schedule))

    expect(answer.status).toBe(422)
    expect(answer.pointers).toEqual(['/schedule/organisationId', '/schedule/calendarId'])
  })

  it('half of a surrogate pair cannot be stored', async () => {
    const answer = await refused('POST', '/v1/organisations', '{"name":"\\ud800"}')

    expect(answer).toMatchObject({ status: 422, pointers: ['/name'] })
  })
})
