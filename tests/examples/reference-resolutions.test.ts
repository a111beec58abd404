import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Rule = { validFrom: string; rrule: string; firstOrdinal: number }
type Session = { ordinal: number; opensOn: string; status: string }
type Event = { kind: string; on: string; reference?: string }
type Assembly = { key: string; body: { sessionRules: Rule[] }; sessions: Session[] }
type Resolution = {
  key: string
  body: {
    schedule: { [field in 'kind' | 'organisationId' | 'edge' | 'from' | 'every' | 'offset']?: unknown }
    milestones: { key: string; offset: string }[]
  }
  events: Event[]
}

const file = new URL('../../examples/reference.json', import.meta.url)
const reference: { organisations: Assembly[]; records: Resolution[] } = JSON.parse(readFileSync(file, 'utf8'))
const assembly = reference.organisations.find(({ key }) => key === 'unga')!
const missingPersons = reference.records.find(({ key }) => key === 'C1')!
const hostages = reference.records.find(({ key }) => key === 'C2')!

/** The day that lies an offset in whole days ("-P35D") from another. */
function dayFrom(day: string, offset: unknown): string {
  const [, sign, days] = /^(-?)P(\d+)D$/.exec(String(offset))!
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + Number(`${sign}${days}`))
  return date.toISOString().slice(0, 10)
}

/** The Tuesday of September among the month days of the rule in force in a year. */
function openingIn(year: number): { ordinal: number; opensOn: string } {
  const rule = assembly.body.sessionRules.findLast(({ validFrom }) => Number(validFrom.slice(0, 4)) <= year)!
  const monthDays = /BYMONTHDAY=([\d,]+)/.exec(rule.rrule)![1]!.split(',')
  const days = monthDays.map((day) => `${year}-09-${day.padStart(2, '0')}`)
  const opensOn = days.find((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 2)!
  return { ordinal: rule.firstOrdinal + year - Number(rule.validFrom.slice(0, 4)), opensOn }
}

describe('the resolution on missing persons', () => {
  it('was adopted ten times on the published days', () => {
    expect(missingPersons.events.map(({ kind, on, reference }) => [kind, reference, on])).toEqual([
      ['adoption', '57/207', '2002-12-18'],
      ['adoption', '59/189', '2004-12-20'],
      ['adoption', '61/155', '2006-12-19'],
      ['adoption', '63/183', '2008-12-18'],
      ['adoption', '65/210', '2010-12-21'],
      ['adoption', '67/177', '2012-12-20'],
      ['adoption', '69/184', '2014-12-18'],
      ['adoption', '71/201', '2016-12-19'],
      ['adoption', '73/178', '2018-12-17'],
      ['adoption', '75/184', '2020-12-16'],
    ])
  })

  it('comes at every second session from the 57th', () => {
    const { kind, organisationId, edge, from, every } = missingPersons.body.schedule

    expect({ kind, organisationId, edge, from, every }).toEqual({
      kind: 'session',
      organisationId: '@unga',
      edge: 'opens',
      from: 57,
      every: 2,
    })
  })

  it.each([2026, 2028, 2030, 2032])('falls on a weekday of mid-December in %i', (year) => {
    const adoption = dayFrom(openingIn(year).opensOn, missingPersons.body.schedule.offset)

    expect(adoption >= `${year}-12-14` && adoption <= `${year}-12-21`, adoption).toBe(true)
    expect([1, 2, 3, 4, 5]).toContain(new Date(`${adoption}T00:00:00Z`).getUTCDay())
  })

  it('has its steps in order before the adoption of 2026, the tabling in mid-November', () => {
    const adoption = dayFrom(openingIn(2026).opensOn, missingPersons.body.schedule.offset)

    const steps = missingPersons.body.milestones.map(({ key, offset }) => [key, dayFrom(adoption, offset)])

    expect(adoption).toBe('2026-12-17')
    expect(steps).toEqual([
      ['draft_text', '2026-09-03'],
      ['consultations', '2026-10-15'],
      ['co_sponsors', '2026-11-05'],
      ['tabling', '2026-11-12'],
    ])
  })
})

describe('the sessions of the General Assembly', () => {
  it.each([
    [2003, 58, '2003-09-16'],
    [2012, 67, '2012-09-18'],
    [2017, 72, '2017-09-12'],
    [2022, 77, '2022-09-13'],
    [2023, 78, '2023-09-05'],
    [2024, 79, '2024-09-10'],
    [2025, 80, '2025-09-09'],
    [2026, 81, '2026-09-08'],
  ])('the rule of %i opens session %i on %s', (year, ordinal, opensOn) => {
    expect(openingIn(year)).toEqual({ ordinal, opensOn })
  })

  it('only sessions with a published opening are recorded', () => {
    expect(assembly.sessions).toEqual([
      { ordinal: 57, opensOn: '2002-09-10', status: 'confirmed' },
      { ordinal: 79, opensOn: '2024-09-10', status: 'confirmed' },
      { ordinal: 80, opensOn: '2025-09-09', status: 'confirmed' },
    ])
  })
})

describe('the resolution on women and children taken hostage', () => {
  it('was adopted yearly from 1995 to 2001', () => {
    const years = hostages.events.map(({ on }) => on.slice(0, 4))

    expect(years.slice(0, 7)).toEqual(['1995', '1996', '1997', '1998', '1999', '2000', '2001'])
  })

  it('is counted every two years from the last known adoption, rolled back to a working day', () => {
    const last = hostages.events.at(-1)!

    expect(hostages.body.schedule).toEqual({
      kind: 'every',
      startsOn: last.on,
      period: 'P2Y',
      roll: 'before',
    })
  })
})

it('no record says from when it is tracked, so that what lies before the first start is history', () => {
  const tracked = reference.records.filter(({ body }) => 'trackedFrom' in body)

  expect(tracked).toEqual([])
})
