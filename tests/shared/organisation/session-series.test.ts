import { describe, expect, it } from 'vitest'
import { Session, SessionRule } from '../../../shared/organisation/session.ts'
import {
  type SessionSeries,
  sessionAt,
  sessionsClosing,
  sessionsOpening,
} from '../../../shared/organisation/session-series.ts'
import { day, dayNumber } from '../../../shared/time/day.ts'
import { generalAssembly } from '../../support/schedules.ts'

function assembly(
  ...sessions: readonly { ordinal: number; opensOn: string; [more: string]: unknown }[]
): SessionSeries {
  return { ...generalAssembly, sessions: sessions.map((session) => Session.parse(session)) }
}

function councilWith(rules: readonly unknown[]): SessionSeries {
  return { organisationName: 'Council', rules: rules.map((rule) => SessionRule.parse(rule)), sessions: [] }
}

describe('a session that is not recorded', () => {
  it('opens by the rule that holds at its time', () => {
    expect(sessionAt(assembly(), 77)).toMatchObject({ opensOn: '2022-09-13', status: 'estimated' })
    expect(sessionAt(assembly(), 78)).toMatchObject({ opensOn: '2023-09-05', status: 'estimated' })
    expect(sessionAt(assembly(), 77)?.basis).toBe(
      'estimated 13 September 2022 by the rule as applied since 2003',
    )
  })

  it('closes on the day before the next one opens, be that estimated or recorded', () => {
    expect(sessionAt(assembly(), 79)?.closesOn).toBe('2025-09-08')
    expect(sessionAt(assembly({ ordinal: 80, opensOn: '2025-09-16' }), 79)?.closesOn).toBe('2025-09-15')
  })

  it('is unknown before the first number of the first rule', () => {
    expect(sessionAt(assembly(), 57)).toBeUndefined()
    expect(sessionAt(assembly(), 58)?.opensOn).toBe('2003-09-16')
  })

  it('is known for any number, however high, until the calendar ends', () => {
    expect(sessionAt(assembly(), 181)?.opensOn).toBe('2126-09-10')
    expect(sessionAt(assembly(), 7055)?.opensOn).toMatch(/^9000-09/)
    expect(sessionAt(assembly(), 1_000_000)).toBeUndefined()
  })
})

describe('a recorded session', () => {
  it('is what was recorded, with its status in words', () => {
    const moved = { ordinal: 81, opensOn: '2026-09-15', closesOn: '2026-12-20', status: 'moved' }

    expect(sessionAt(assembly(moved), 81)).toMatchObject({
      ...moved,
      closesBeforeNext: false,
      basis: 'moved to 15 September 2026',
    })
  })

  it('moved by a week does not move those after it', () => {
    expect(sessionAt(assembly({ ordinal: 81, opensOn: '2026-09-01', status: 'moved' }), 82)?.opensOn).toBe(
      '2027-09-07',
    )
    expect(sessionAt(assembly({ ordinal: 81, opensOn: '2026-12-01', status: 'moved' }), 82)?.opensOn).toBe(
      '2027-09-07',
    )
  })

  it('put off by a year puts off those after it, who say so', () => {
    const series = assembly({ ordinal: 80, opensOn: '2026-09-08', status: 'moved' })

    expect(sessionAt(series, 81)).toMatchObject({
      opensOn: '2027-09-07',
      basis:
        'estimated 7 September 2027 by the rule as applied since 2023, counted from session 80, 8 September 2026',
    })
  })

  it('counts for the sessions nearer to it than to another, and of two as near the earlier counts', () => {
    const series = assembly({ ordinal: 70, opensOn: '2015-09-15' }, { ordinal: 76, opensOn: '2022-09-13' })

    expect([71, 72, 73, 74, 75].map((ordinal) => sessionAt(series, ordinal)?.opensOn.slice(0, 4))).toEqual([
      '2016',
      '2017',
      '2018',
      '2020',
      '2021',
    ])
  })

  it('from before the rules counts for nothing but itself', () => {
    const series = assembly({ ordinal: 20, opensOn: '1965-09-21' })

    expect(sessionAt(series, 20)?.opensOn).toBe('1965-09-21')
    expect(sessionAt(series, 58)?.opensOn).toBe('2003-09-16')
    expect(sessionAt(series, 21)).toBeUndefined()
  })

  it('without rules is all there is', () => {
    const series = { ...assembly({ ordinal: 3, opensOn: '2026-05-01' }), rules: [] }

    expect(sessionAt(series, 3)).toMatchObject({ opensOn: '2026-05-01', closesOn: null })
    expect(sessionAt(series, 4)).toBeUndefined()
  })
})

describe('rules', () => {
  it('are applied in the order of their validity, whatever order they are written in', () => {
    const series = { ...generalAssembly, rules: [...generalAssembly.rules].reverse() }

    expect(sessionAt(series, 77)?.opensOn).toBe('2022-09-13')
    expect(sessionAt(series, 81)?.opensOn).toBe('2026-09-08')
  })

  it('that leave numbers out between them give these to no session', () => {
    const series = councilWith([
      { validFrom: '2020-01-01', rrule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=1MO', firstOrdinal: 1 },
      { validFrom: '2022-01-01', rrule: 'FREQ=YEARLY;BYMONTH=6;BYDAY=1MO', firstOrdinal: 5 },
    ])

    expect([1, 2, 3, 4, 5].map((ordinal) => sessionAt(series, ordinal)?.opensOn)).toEqual([
      '2020-03-02',
      '2021-03-01',
      undefined,
      undefined,
      '2022-06-06',
    ])
  })

  it('may open three sessions a year', () => {
    const series = councilWith([
      { validFrom: '2026-01-01', rrule: 'FREQ=YEARLY;BYMONTH=2,6,9;BYDAY=-1MO', firstOrdinal: 61 },
    ])

    expect([61, 62, 63, 64].map((ordinal) => sessionAt(series, ordinal)?.opensOn)).toEqual([
      '2026-02-23',
      '2026-06-29',
      '2026-09-28',
      '2027-02-22',
    ])
  })

  it('that never open anything are refused', () => {
    const never = { validFrom: '2026-01-01', rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', firstOrdinal: 1 }

    expect(() => councilWith([never])).toThrow('gives no day at all')
  })

  it('that give way before they open anything open nothing', () => {
    const never = councilWith([
      { validFrom: '2026-01-01', rrule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=1TU', firstOrdinal: 1 },
      {
        validFrom: '2026-02-01',
        rrule: 'FREQ=YEARLY;UNTIL=20260301;BYMONTH=2;BYMONTHDAY=28',
        firstOrdinal: 9,
      },
    ])

    expect(sessionAt(never, 1)).toBeUndefined()
    expect(sessionsOpening(never, 0, 2_000_000)).toEqual([9])
  })
})

describe('the sessions of a time', () => {
  const between = (from: string, to: string) => [dayNumber(day(from)), dayNumber(day(to))] as const

  it('are those that open in it, both its days included', () => {
    expect(sessionsOpening(assembly(), ...between('2022-09-13', '2024-09-10'))).toEqual([77, 78, 79])
    expect(sessionsOpening(assembly(), ...between('2022-09-14', '2024-09-09'))).toEqual([78])
  })

  it('have a moved one where it was moved to, and not where it was', () => {
    const series = assembly({ ordinal: 79, opensOn: '2025-02-01', status: 'moved' })

    expect(sessionsOpening(series, ...between('2024-09-01', '2024-09-30'))).toEqual([])
    expect(sessionsOpening(series, ...between('2025-02-01', '2025-02-01'))).toEqual([79])
  })

  it('are found by their closing too', () => {
    expect(sessionsClosing(assembly(), ...between('2025-09-08', '2025-09-08'))).toContain(79)
    expect(
      sessionsClosing(
        assembly({ ordinal: 79, opensOn: '2024-09-10', closesOn: '2024-12-24' }),
        ...between('2024-12-24', '2024-12-24'),
      ),
    ).toContain(79)
  })
})

describe('what is written of a session', () => {
  it('is confirmed unless it says otherwise', () => {
    expect(Session.parse({ ordinal: 81, opensOn: '2026-09-08' }).status).toBe('confirmed')
  })

  it.each([
    ['no number', { opensOn: '2026-09-08' }],
    ['number 0', { ordinal: 0, opensOn: '2026-09-08' }],
    ['half a number', { ordinal: 1.5, opensOn: '2026-09-08' }],
    ['a closing before its opening', { ordinal: 1, opensOn: '2026-09-08', closesOn: '2026-09-07' }],
    ['an unknown status', { ordinal: 1, opensOn: '2026-09-08', status: 'cancelled' }],
    ['an unknown field', { ordinal: 1, opensOn: '2026-09-08', __proto__x: 1 }],
  ])('is refused with %s', (_, input) => {
    expect(Session.safeParse(input).success).toBe(false)
  })
})
