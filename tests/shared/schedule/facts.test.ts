import { describe, expect, it } from 'vitest'
import { sessionAt } from '../../../shared/organisation/session-series.ts'
import { occurrencesBetween } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { addDays, day, daysBetween } from '../../../shared/time/day.ts'
import { contextWith, datesOf, generalAssembly } from '../../support/schedules.ts'

/** Public record: the openings of the regular sessions of the General Assembly. */
const openings: Record<number, string> = {
  58: '2003-09-16',
  59: '2004-09-14',
  60: '2005-09-13',
  61: '2006-09-12',
  62: '2007-09-18',
  63: '2008-09-16',
  64: '2009-09-15',
  65: '2010-09-14',
  66: '2011-09-13',
  67: '2012-09-18',
  68: '2013-09-17',
  69: '2014-09-16',
  70: '2015-09-15',
  71: '2016-09-13',
  72: '2017-09-12',
  73: '2018-09-18',
  74: '2019-09-17',
  75: '2020-09-15',
  76: '2021-09-14',
  77: '2022-09-13',
  78: '2023-09-05',
  79: '2024-09-10',
  80: '2025-09-09',
}

describe('the General Assembly', () => {
  it.each(Object.entries(openings))('opened session %s on %s', (ordinal, opensOn) => {
    expect(sessionAt(generalAssembly, Number(ordinal))?.opensOn).toBe(opensOn)
  })

  it('opens on the Tuesday of the third week with a working day, which the third Tuesday is not', () => {
    const thirdTuesdays = datesOf(
      { kind: 'rrule', startsOn: '2003-01-01', rrule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=3TU' },
      '2003-01-01',
      '2022-12-31',
    )

    expect(thirdTuesdays).not.toEqual(Object.values(openings).slice(0, 20))
  })

  it('is counted from the nearest session that is recorded, also where that was moved by weeks', () => {
    const sessions = [{ ordinal: 80, opensOn: day('2025-10-07'), status: 'moved' as const }]

    const next = sessionAt({ ...generalAssembly, sessions }, 81)

    expect(next).toMatchObject({ opensOn: '2026-09-08', status: 'estimated' })
    expect(next?.basis).toBe('estimated 8 September 2026 by the rule as applied since 2023')
  })
})

describe('the rules of procedure of the General Assembly', () => {
  const before = (offset: string) => ({
    kind: 'session',
    organisationId: 'org',
    edge: 'opens',
    from: 81,
    offset,
  })

  it.each([
    ['rule 12, provisional agenda, 60 days', '-P60D', '2026-07-10'],
    ['rule 14, supplementary items, 30 days', '-P30D', '2026-08-09'],
    ['rule 27, credentials, one week', '-P1W', '2026-09-01'],
  ])('%s', (_, offset, dueOn) => {
    expect(datesOf(before(offset), '2026-01-01', '2026-12-31')).toEqual([dueOn])
  })

  it('give a reason that can be checked', () => {
    const [occurrence] = occurrencesBetween(Schedule.parse(before('-P30D')), contextWith(), {
      from: day('2026-01-01'),
      to: day('2026-12-31'),
    })

    expect(occurrence?.basis).toBe(
      '30 days before the opening of session 81 of the General Assembly, estimated 8 September 2026 by the rule as applied since 2023.',
    )
  })
})

it('the resolution on missing persons comes at every second session from the 57th', () => {
  const schedule = {
    kind: 'session',
    organisationId: 'org',
    edge: 'opens',
    from: 57,
    every: 2,
    offset: 'P100D',
  }
  const sessions = [{ ordinal: 57, opensOn: day('2002-09-10'), status: 'confirmed' as const }]
  const context = contextWith({ sessions: () => ({ ...generalAssembly, sessions }) })

  const slots = occurrencesBetween(Schedule.parse(schedule), context, {
    from: day('2002-01-01'),
    to: day('2026-12-31'),
  })

  expect(slots.map(({ slot }) => slot)).toEqual([
    '57',
    '59',
    '61',
    '63',
    '65',
    '67',
    '69',
    '71',
    '73',
    '75',
    '77',
    '79',
    '81',
  ])
})

it('a rule that changes phase leaves the years before as they were', () => {
  const yearly = { kind: 'every', startsOn: '1995-03-01', period: 'P1Y', validTo: '2001-12-31' }
  const biennial = { kind: 'every', startsOn: '2002-03-01', period: 'P2Y', validFrom: '2002-01-01' }

  const dates = [yearly, biennial].flatMap((schedule) => datesOf(schedule, '1999-01-01', '2006-12-31'))

  expect(dates).toEqual(['1999-03-01', '2000-03-01', '2001-03-01', '2002-03-01', '2004-03-01', '2006-03-01'])
})

describe('reports to treaty bodies', () => {
  it.each([
    ['CRC', '1992-09-12', 'P5Y', ['1992-09-12', '1997-09-12', '2002-09-12']],
    ['CEDAW', '1996-08-09', 'P4Y', ['1996-08-09', '2000-08-09', '2004-08-09']],
    ['CERD', '1997-09-15', 'P2Y', ['1997-09-15', '1999-09-15', '2001-09-15', '2003-09-15', '2005-09-15']],
  ])('%s: the first, then one each period', (_, firstOn, period, dates) => {
    expect(
      datesOf({ kind: 'after', event: 'submission', period, firstOn }, '1990-01-01', '2005-12-31'),
    ).toEqual(dates)
  })

  it.each([
    ['CRC', 'P2Y', 'P5Y', ['1992-09-02', '1997-09-02', '2002-09-02']],
    ['CEDAW', 'P1Y', 'P4Y', ['1991-09-02', '1995-09-02', '1999-09-02', '2003-09-02']],
    ['CAT', 'P1Y', 'P4Y', ['1991-09-02', '1995-09-02', '1999-09-02', '2003-09-02']],
    [
      'CERD',
      'P1Y',
      'P2Y',
      ['1991-09-02', '1993-09-02', '1995-09-02', '1997-09-02', '1999-09-02', '2001-09-02', '2003-09-02'],
    ],
    ['CRPD', 'P2Y', 'P4Y', ['1992-09-02', '1996-09-02', '2000-09-02']],
  ])('%s: the first counted from entry into force, then one each period', (_, first, period, dates) => {
    const firstAfter = { event: 'entry_into_force', period: first }
    const events = [{ kind: 'entry_into_force', on: day('1990-09-02') }]

    expect(
      datesOf(
        { kind: 'after', event: 'submission', period, firstAfter },
        '1990-01-01',
        '2003-12-31',
        contextWith({ events }),
      ),
    ).toEqual(dates)
  })

  it('are due when the committee says so, whatever the period', () => {
    const events = [
      { kind: 'submission', on: day('2010-02-01'), nextDueOn: day('2017-06-01') },
      { kind: 'adoption', on: day('2011-01-01') },
    ]
    const schedule = { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2009-01-01' }

    expect(datesOf(schedule, '2009-01-01', '2023-01-01', contextWith({ events }))).toEqual([
      '2009-01-01',
      '2017-06-01',
      '2022-06-01',
    ])
  })
})

it('assessed contributions are due on the later of 30 days after the letter and 1 January', () => {
  const schedule = {
    kind: 'later',
    of: [
      { kind: 'list', dates: ['2026-01-28', '2027-01-01'] },
      { kind: 'every', startsOn: '2020-01-01', period: 'P1Y' },
    ],
  }

  expect(datesOf(schedule, '2026-01-01', '2027-12-31')).toEqual(['2026-01-28', '2027-01-01'])
})

describe('ILO Article 22 reports', () => {
  const cycle = (startsOn: string, period: string) => ({ kind: 'every', startsOn, period })

  it.each([
    [
      'a fundamental convention, every third year',
      cycle('2024-09-01', 'P3Y'),
      ['2024-09-01', '2027-09-01', '2030-09-01'],
    ],
    ['a technical one, every sixth', cycle('2024-09-01', 'P6Y'), ['2024-09-01', '2030-09-01']],
    [
      'of another alphabetical group, a year later',
      cycle('2025-09-01', 'P3Y'),
      ['2025-09-01', '2028-09-01', '2031-09-01'],
    ],
  ])('on %s, are due on 1 September', (_, schedule, dates) => {
    expect(datesOf(schedule, '2023-01-01', '2031-12-31')).toEqual(dates)
  })
})

/** Public record: when the resolution was adopted, by session. */
const adoptions: Record<number, string> = {
  57: '2002-12-18',
  59: '2004-12-20',
  61: '2006-12-19',
  63: '2008-12-18',
  65: '2010-12-21',
  67: '2012-12-20',
  69: '2014-12-18',
  71: '2016-12-19',
  73: '2018-12-17',
  75: '2020-12-16',
}

it.each(Object.entries(adoptions))(
  'the resolution on missing persons of session %s, adopted on %s, was so within a week of the 96th day after the opening',
  (ordinal, on) => {
    const recorded = { ordinal: 57, opensOn: day('2002-09-10'), status: 'confirmed' as const }
    const opensOn = sessionAt({ ...generalAssembly, sessions: [recorded] }, Number(ordinal))?.opensOn

    expect(opensOn).toBeDefined()
    expect(Math.abs(daysBetween(addDays(opensOn!, 96), day(on)))).toBeLessThanOrEqual(7)
  },
)

describe('entry into force', () => {
  // biome-ignore lint/suspicious/noThenProperty: the contract's word; nobody awaits a schedule.
  const schedule = { kind: 'nth', event: 'ratification', n: 20, then: 'P30D' }
  const ratifications = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      kind: 'ratification',
      on: day(`2020-01-${String(n + 1).padStart(2, '0')}`),
    }))

  it('is 30 days after the twentieth ratification', () => {
    expect(datesOf(schedule, '2000-01-01', '2030-01-01', contextWith({ events: ratifications(25) }))).toEqual(
      ['2020-02-19'],
    )
  })

  it('has no date before there are twenty', () => {
    expect(datesOf(schedule, '2000-01-01', '2030-01-01', contextWith({ events: ratifications(19) }))).toEqual(
      [],
    )
  })
})
