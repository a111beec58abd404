import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSample } from '../../local/sample.ts'
import { Desk } from '../support/desk.ts'

const file = new URL('../../examples/reference.json', import.meta.url)
const sample = JSON.parse(readFileSync(file, 'utf8'))
let desk: Desk

beforeAll(async () => {
  desk = await Desk.open('2026-01-15T09:00:00Z')
  await loadSample(file, (request) => desk.app.request(request), desk.token)
})

async function everyPage(path: string): Promise<any[]> {
  const found: any[] = []
  let cursor = ''
  do {
    const page = await desk.done('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`)
    found.push(...page.data)
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
  } while (cursor !== '')
  return found
}

const rows = {
  C: 5,
  M: 5,
  A: 8,
  P: 18,
  E: 8,
}
const numbers = Object.entries(rows).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, n) => `${letter}${n + 1}`),
)

describe('the reference data, loaded through the API', () => {
  it('holds every row of the facts', async () => {
    const records = await everyPage('/v1/records')
    const organisations = await everyPage('/v1/organisations')
    const events = await Promise.all([
      ...records.map(({ id }) => everyPage(`/v1/records/${id}/events`)),
      ...organisations.map(({ id }) => everyPage(`/v1/organisations/${id}/events`)),
    ])
    const text = JSON.stringify([records, organisations, events])

    const missing = numbers.filter((number) => !new RegExp(`"${number}(-\\d)?"|\\b${number}\\b`).test(text))

    expect(records).toHaveLength(sample.records.length)
    expect(organisations).toHaveLength(sample.organisations.length)
    expect(missing).toEqual([])
  })

  it.each([
    ['M1', 'terms', [{ startsOn: '2012', endsOn: '..' }]],
    ['M2', 'terms', [{ startsOn: '1992-05', endsOn: '..' }]],
    ['M3', 'terms', [{ startsOn: '2017', endsOn: '2020' }]],
    ['M4', 'asOf', '2021-03-23'],
    ['A1', 'signedOn', '2018'],
    ['A7', 'signedOn', '2018-07'],
    ['P1', 'terms', [{ startsOn: '2008', endsOn: '..' }]],
    ['P18', 'terms', [{ startsOn: '1994', endsOn: '..' }]],
  ])('keeps %s as precise as it is known', async (externalRef, field, value) => {
    const records = await everyPage('/v1/records')

    const record = records.find((each) => each.externalRef === externalRef)

    expect(record[field]).toEqual(value)
  })

  it('opens nothing old and floods nobody on day one', async () => {
    const overdue = await everyPage('/v1/deadlines?status=overdue')
    await desk.sweepOnce()

    expect(overdue).toEqual([])
    expect(desk.channel.sent).toEqual([])
  })

  it('ties the resolution on missing persons to the sessions of the General Assembly', async () => {
    const [resolution] = await everyPage('/v1/records?q=missing%20persons&kind=commitment')

    const deadlines = await everyPage(`/v1/deadlines?recordId=${resolution.id}&to=2028-12-31`)

    expect(deadlines.map(({ kind, slot, title, dueOn }) => [kind, slot, title, dueOn])).toEqual([
      ['milestone', '81', 'Draft text ready', '2026-09-03'],
      ['milestone', '81', 'Consultations with delegations', '2026-10-15'],
      ['milestone', '81', 'Co-sponsors gathered', '2026-11-05'],
      ['milestone', '81', 'Draft tabled in the Third Committee', '2026-11-12'],
      ['occurrence', '81', 'General Assembly resolution "Missing persons"', '2026-12-17'],
      ['milestone', '83', 'Draft text ready', '2028-08-31'],
      ['milestone', '83', 'Consultations with delegations', '2028-10-12'],
      ['milestone', '83', 'Co-sponsors gathered', '2028-11-02'],
      ['milestone', '83', 'Draft tabled in the Third Committee', '2028-11-09'],
      ['occurrence', '83', 'General Assembly resolution "Missing persons"', '2028-12-14'],
    ])
  })

  it('has the adoptions of the past as events', async () => {
    const [resolution] = await everyPage('/v1/records?q=missing%20persons&kind=commitment')

    const events = await everyPage(`/v1/records/${resolution.id}/events?kind=adoption`)

    expect(events.map(({ on, reference }) => `${on} ${reference}`)).toEqual([
      '2002-12-18 57/207',
      '2004-12-20 59/189',
      '2006-12-19 61/155',
      '2008-12-18 63/183',
      '2010-12-21 65/210',
      '2012-12-20 67/177',
      '2014-12-18 69/184',
      '2016-12-19 71/201',
      '2018-12-17 73/178',
      '2020-12-16 75/184',
    ])
  })

  it('moves every date of the resolution when its session is moved', async () => {
    const [assembly] = await everyPage('/v1/organisations?q=general%20assembly')
    const [resolution] = await everyPage('/v1/records?q=missing%20persons&kind=commitment')
    const session = { ordinal: 81, opensOn: '2026-09-15', status: 'confirmed' }

    await desk.done('POST', `/v1/organisations/${assembly.id}/sessions`, session)

    const deadlines = await everyPage(`/v1/deadlines?recordId=${resolution.id}&to=2026-12-31`)
    expect(deadlines.map(({ dueOn }) => dueOn)).toEqual([
      '2026-09-10',
      '2026-10-22',
      '2026-11-12',
      '2026-11-19',
      '2026-12-24',
    ])
    expect(deadlines.at(-1).basis).toContain(
      'session 81 of the UN General Assembly, confirmed 15 September 2026',
    )
  })

  it('is loaded twice without anything being doubled', async () => {
    await loadSample(file, (request) => desk.app.request(request), desk.token)

    expect(await everyPage('/v1/records')).toHaveLength(sample.records.length)
  })
})
