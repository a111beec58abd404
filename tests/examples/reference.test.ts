import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type OfOrganisation = 'name' | 'shortName' | 'presence' | 'areas' | 'note'
type OfRecord = 'externalRef' | 'role' | 'terms' | 'asOf' | 'signedOn' | 'parties' | 'count' | 'relatedIds'
type Body = { [field in OfOrganisation | OfRecord | 'renewal']?: unknown }
type Event = { [field in 'kind' | 'on' | 'reference' | 'amount']?: unknown }
type Entry = { key: string; body: Body; events: Event[] }

const file = new URL('../../examples/reference.json', import.meta.url)
const reference: { organisations: Entry[]; records: Entry[] } = JSON.parse(readFileSync(file, 'utf8'))
const entries = [...reference.organisations, ...reference.records]
const bodyOf = (key: string) => entries.find((entry) => entry.key === key)!.body
const events = entries.flatMap((entry) => entry.events)
const eventOf = (row: string) => events.find((event) => event.reference === row)!

describe('every fact of the desk is in the file', () => {
  const rows = Object.entries({ C: 5, M: 5, A: 8, P: 18, E: 8 }).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
  )
  const records = reference.records.map(({ body }) => String(body.externalRef).replace(/-\d+$/, ''))
  const dated = events.map((event) => event.reference)
  const noted = reference.organisations.map(({ body }) => /^([A-Z]\d+): /.exec(String(body.note))?.[1])

  it.each(rows)('row %s is a record, an event or a note of an organisation', (row) => {
    expect([...records, ...dated, ...noted]).toContain(row)
  })

  const parts = { C5: 2, M5: 3, A2: 2, P3: 5, P6: 2, P8: 2, P9: 4, P12: 3 }

  it.each(Object.entries(parts))('row %s becomes %i records', (row, count) => {
    expect(records.filter((record) => record === row)).toHaveLength(count)
  })

  it('a record carries its own key as its external reference, once', () => {
    const keys = reference.records.map((record) => record.key)

    expect(reference.records.map(({ body }) => body.externalRef)).toEqual(keys)
    expect(new Set(entries.map((entry) => entry.key)).size).toBe(entries.length)
  })

  it.each([
    ...['ICRC', 'IFRC', 'UNHCR', 'UNICEF', 'UNFPA', 'WHO', 'ILO', 'IOM', 'ICMPD', 'EU', 'KOICA', 'UNESCO'],
    ...['ETF', 'UNECE', 'Council of Europe', 'ECO Educational Institute', 'ECO Cultural Institute', 'ISESCO'],
    ...['UNAOC', 'UNDRR', 'OCHA', 'ICDO', 'OIC', 'Non-Aligned Movement', 'UN General Assembly'],
    ...['UN Human Rights Council', 'UN Commission on the Status of Women', 'Azerbaijan Red Crescent Society'],
    'UN Special Rapporteur on violence against women, its causes and consequences',
    ...['Ministry of Justice', 'Ministry of Foreign Affairs'],
  ])('%s has a page', (name) => {
    expect(reference.organisations.flatMap(({ body }) => [body.name, body.shortName])).toContain(name)
  })
})

describe('a date is as precise as it is known', () => {
  it.each([
    ['M1', '2012', '..'],
    ['M2', '1992-05', '..'],
    ['M3', '2017', '2020'],
    ['M4', null, null],
    ['C3', null, null],
    ['C4', null, null],
    ['P1', '2008', '..'],
    ['P2', '2014', '..'],
    ['P11', '2017', '2030'],
    ['P12-1', '1993', null],
    ['P15', '2020', '..'],
    ['P18', '1994', '..'],
  ])('%s runs from %s to %s', (key, startsOn, endsOn) => {
    expect(bodyOf(key).terms).toEqual([{ startsOn, endsOn }])
  })

  it.each([
    ['ifrc', '1993'],
    ['unhcr', '1992'],
    ['unicef', '1993'],
    ['unfpa', '1994'],
    ['who', '1994'],
    ['ilo', '1992-05'],
  ])('the presence of %s is open since %s', (key, startsOn) => {
    expect(bodyOf(key).presence).toEqual({ startsOn, endsOn: '..' })
  })

  it('no other organisation claims a presence', () => {
    expect(reference.organisations.filter(({ body }) => body.presence)).toHaveLength(6)
  })

  it.each([
    ['E1', 'C5-1', '2008'],
    ['E1', 'unga', null],
    ['E2', 'unaoc', '2016-04'],
    ['E3', 'A1', '2018'],
    ['E4', 'A7', '2018-07'],
    ['E5', 'unga', '2020-12'],
    ['E6', 'hrc', '2021-03-23'],
    ['E7', 'who', '2021-05-31'],
    ['E8', 'who', null],
  ])('%s is an event of %s on %s', (row, key, on) => {
    const own = entries.find((entry) => entry.key === key)!.events

    expect(own.filter((event) => event.reference === row).map((event) => event.on)).toEqual([on])
  })

  it('signatures and roles keep the year, the month or the day that the source gives', () => {
    expect(bodyOf('A1').signedOn).toBe('2018')
    expect(bodyOf('A7').signedOn).toBe('2018-07')
    expect(bodyOf('M4').asOf).toBe('2021-03-23')
  })
})

describe('what a row says is kept whole', () => {
  it('the memorandum with the IFRC has its three parties and five areas', () => {
    expect(bodyOf('A1').parties).toEqual([
      { organisationId: '@ifrc', capacity: 'party' },
      { name: 'Government of Azerbaijan', capacity: 'party' },
      { organisationId: '@azrcs', capacity: 'party' },
    ])
    expect(bodyOf('A1').areas).toEqual([
      'disaster risk management',
      'capacity building of the national society',
      'health',
      'strengthening the Red Cross and Red Crescent networks',
      'dissemination of the Fundamental Principles',
    ])
  })

  it('the ILO conventions are a count, not 58 titles', () => {
    expect(bodyOf('A3').count).toBe(58)
  })

  it('the 1967 Protocol is linked to the 1951 Convention, and both were acceded to on one day', () => {
    expect(bodyOf('A2-2').relatedIds).toEqual(['@A2-1'])
    for (const key of ['A2-1', 'A2-2']) {
      const own = entries.find((entry) => entry.key === key)!.events
      expect(own).toEqual([{ kind: 'accession', on: '1993-02-12' }])
    }
  })

  it('the UNFPA programmes have three areas, and so has the cooperation with the ILO', () => {
    const areas = ['social dialogue', 'institutional reforms', 'practical cooperation measures']

    expect(bodyOf('C4').areas).toHaveLength(3)
    expect(bodyOf('ilo').areas).toEqual(expect.arrayContaining(areas))
  })

  it('the programmes whose cycle ends are renewed expressly', () => {
    expect([bodyOf('C3').renewal, bodyOf('C4').renewal]).toEqual(['express', 'express'])
  })

  it('the contribution to WHO is 10,000,000 USD', () => {
    expect(eventOf('E8').amount).toEqual({ value: 10_000_000, currency: 'USD' })
  })

  it.each([
    ['C1', 'main sponsor'],
    ['C2', 'main author'],
    ['C5-1', 'host'],
    ['C5-2', 'host'],
    ['M1', 'member'],
    ['M2', 'member'],
    ['M3', 'elected_member'],
    ['M4', 'chair'],
    ['M5-1', 'participant'],
    ['M5-2', 'participant'],
    ['M5-3', 'participant'],
  ])('the role in %s is %s', (key, role) => {
    expect(bodyOf(key).role).toBe(role)
  })

  it.each([
    ['P5', 'iom', 'koica'],
    ['P7', 'icmpd', 'eu'],
  ])('%s is implemented by %s and funded by %s', (key, implementer, funder) => {
    expect(bodyOf(key).parties).toEqual([
      { organisationId: `@${implementer}`, capacity: 'implementing partner' },
      { organisationId: `@${funder}`, capacity: 'funder' },
    ])
  })
})
