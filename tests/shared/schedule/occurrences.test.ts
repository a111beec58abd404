import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstOccurrenceAfter,
  occurrenceAt,
  occurrencesBetween,
} from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { type Day, day, dayAt, weekdayOf } from '../../../shared/time/day.ts'
import { addPeriod } from '../../../shared/time/period.ts'
import { contextWith, datesOf } from '../../support/schedules.ts'

const every = (startsOn: string, period: string, more: object = {}) => ({
  kind: 'every',
  startsOn,
  period,
  ...more,
})

describe('every n-th period', () => {
  it('is counted from the anchor, never from the one before: no drift at the end of months', () => {
    expect(datesOf(every('2024-01-31', 'P1M'), '2024-01-01', '2024-06-30')).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
      '2024-05-31',
      '2024-06-30',
    ])
    expect(datesOf(every('2024-02-29', 'P1Y'), '2024-01-01', '2028-12-31')).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ])
  })

  it('is answered for a far century at once', () => {
    expect(datesOf(every('2024-01-31', 'P1M'), '9000-02-01', '9000-03-31')).toEqual([
      '9000-02-28',
      '9000-03-31',
    ])
    expect(
      datesOf(
        { kind: 'rrule', startsOn: '2002-12-01', rrule: 'FREQ=YEARLY;BYMONTH=12;BYDAY=3TU' },
        '2126-01-01',
        '2127-12-31',
      ),
    ).toEqual(['2126-12-17', '2127-12-16'])
    expect(
      datesOf(
        { kind: 'session', organisationId: 'org', edge: 'opens', from: 57, every: 2 },
        '2126-01-01',
        '2128-12-31',
      ),
    ).toHaveLength(2)
  })

  it('has no end: there is always a next one', () => {
    const schedule = Schedule.parse(every('2024-01-31', 'P1M'))

    expect(firstOccurrenceAfter(schedule, contextWith(), day('2999-12-31'))?.dueOn).toBe('3000-01-31')
  })
})

describe('a date on a day off', () => {
  const sunday = '2026-05-31'

  it.each([
    ['none', '2026-05-31'],
    ['before', '2026-05-29'],
    ['after', '2026-06-01'],
    ['nearest', '2026-06-01'],
  ])('is rolled: %s', (roll, dueOn) => {
    const [occurrence] = occurrencesBetween(
      Schedule.parse({ kind: 'once', on: sunday, roll }),
      contextWith(),
      {
        from: day('2026-05-01'),
        to: day('2026-06-30'),
      },
    )

    expect(occurrence).toMatchObject({ slot: sunday, dueOn })
  })

  it('that is as near to both sides is rolled before', () => {
    const calendar = () => ({ workingDays: [1, 2, 3, 4, 5], holidays: [day('2026-05-06')] })

    expect(
      datesOf(
        { kind: 'once', on: '2026-05-06', roll: 'nearest' },
        '2026-05-01',
        '2026-05-31',
        contextWith({ calendar }),
      ),
    ).toEqual(['2026-05-05'])
  })

  it('is another one where the week is from Sunday to Thursday', () => {
    const calendar = () => ({ workingDays: [7, 1, 2, 3, 4], holidays: [] })
    const context = contextWith({ calendar })

    expect(
      datesOf({ kind: 'once', on: '2026-05-29', roll: 'after' }, '2026-05-01', '2026-06-30', context),
    ).toEqual([sunday])
  })

  it('is found in the window that it is rolled into, and not in the one it is rolled out of', () => {
    const schedule = { kind: 'once', on: sunday, roll: 'after' }

    expect(datesOf(schedule, '2026-06-01', '2026-06-30')).toEqual(['2026-06-01'])
    expect(datesOf(schedule, '2026-05-01', '2026-05-31')).toEqual([])
  })
})

describe('a schedule', () => {
  it('leaves out its exceptions and what lies outside of its validity', () => {
    const schedule = every('2026-01-01', 'P1M', {
      validFrom: '2026-02-01',
      validTo: '2026-05-31',
      except: ['2026-04-01'],
    })

    expect(datesOf(schedule, '2026-01-01', '2026-12-31')).toEqual(['2026-02-01', '2026-03-01', '2026-05-01'])
  })

  it('snaps to a weekday on or before', () => {
    const schedule = {
      kind: 'session',
      organisationId: 'org',
      edge: 'opens',
      from: 81,
      offset: 'P100D',
      weekday: 1,
    }

    const [dueOn = ''] = datesOf(schedule, '2026-01-01', '2026-12-31')

    expect([dueOn, weekdayOf(day(dueOn))]).toEqual(['2026-12-14', 1])
  })

  it('counts working days', () => {
    const schedule = {
      kind: 'session',
      organisationId: 'org',
      edge: 'opens',
      from: 81,
      offset: { workingDays: -5 },
    }

    expect(datesOf(schedule, '2026-01-01', '2026-12-31')).toEqual(['2026-09-01'])
  })

  it('is imprecise where its date is', () => {
    expect(datesOf({ kind: 'list', dates: ['2026-11', '2027'] }, '2026-01-01', '2027-12-31')).toEqual([
      '2026-11',
      '2027',
    ])
  })

  it('may name an hour in a zone', () => {
    const schedule = Schedule.parse({
      kind: 'once',
      on: '2026-11-13',
      at: { time: '13:00', zone: 'America/New_York' },
    })

    const [occurrence] = occurrencesBetween(schedule, contextWith(), {
      from: day('2026-11-01'),
      to: day('2026-11-30'),
    })

    expect(occurrence?.dueAt).toBe('2026-11-13T18:00:00Z')
  })

  it('with more than 1,000 dates in a window is refused at /to', () => {
    expect(() => datesOf(every('2026-01-01', 'P1D'), '2026-01-01', '2029-01-01')).toThrow(
      expect.objectContaining({ code: 'invalid', errors: [expect.objectContaining({ pointer: '/to' })] }),
    )
  })
})

describe.each([
  ['every', every('2024-01-31', 'P1M', { roll: 'before' })],
  ['rrule', { kind: 'rrule', startsOn: '2024-01-01', rrule: 'FREQ=MONTHLY;BYDAY=-1FR' }],
  ['session', { kind: 'session', organisationId: 'org', edge: 'closes', from: 79, offset: '-P30D' }],
  ['list', { kind: 'list', dates: ['2027', '2026-03-01', '2026-03'] }],
  [
    'later',
    {
      kind: 'later',
      of: [every('2024-03-01', 'P1Y'), { kind: 'list', dates: ['2026-05-01', '2027-01-01'] }],
    },
  ],
  ['after', { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2024-09-12' }],
])('%s', (_, input) => {
  const schedule = Schedule.parse(input)
  const window = { from: day('2024-01-01'), to: day('2030-12-31') }

  it('finds by its slot what it gives in a window', () => {
    const found = occurrencesBetween(schedule, contextWith(), window)

    expect(found.length).toBeGreaterThan(1)
    for (const occurrence of found)
      expect(occurrenceAt(schedule, contextWith(), occurrence.slot)).toEqual(occurrence)
    expect(occurrenceAt(schedule, contextWith(), '2024-01-02')).toBeUndefined()
  })

  it('gives in a window what a larger one, cut down, gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 800 }), (start, length) => {
        const from = dayAt(19723 + start)
        const to = dayAt(19723 + start + length)
        const whole = occurrencesBetween(schedule, contextWith(), window)
        const cut = whole.filter(
          ({ dueOn }) => dueOn.padEnd(10, '-99') >= from && dueOn.padEnd(10, '-01').slice(0, 10) <= to,
        )
        const exact = occurrencesBetween(schedule, contextWith(), { from, to })
        expect(exact.map(({ slot }) => slot)).toEqual(
          cut
            .filter(({ dueOn }) => dueOn.length === 10 || exact.some((each) => each.dueOn === dueOn))
            .map(({ slot }) => slot),
        )
      }),
    )
  })
})

it('the n-th date of any period is the anchor plus n periods', () => {
  const period = fc.record({ months: fc.integer({ min: 0, max: 30 }), days: fc.integer({ min: 1, max: 40 }) })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), period, (start, { months, days }) => {
      const startsOn = dayAt(start)
      const text = `P${months}M${days}D` as const
      const schedule = Schedule.parse(every(startsOn, text))
      const expected: Day[] = Array.from({ length: 6 }, (_, n) => addPeriod(startsOn, text, n))
      const found = occurrencesBetween(schedule, contextWith(), { from: startsOn, to: expected[5]! })
      expect(found.map(({ dueOn }) => dueOn)).toEqual(expected)
    }),
  )
})
