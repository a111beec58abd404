import { describe, expect, it } from 'vitest'
import {
  firstOccurrenceAfter,
  occurrenceAt,
  occurrencesBetween,
} from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { day, dayAt, dayNumber } from '../../../shared/time/day.ts'
import { contextWith } from '../../support/schedules.ts'

const list = (...dates: readonly string[]) => ({ kind: 'list', dates })
const yearly = (startsOn: string, more: object = {}) => ({ kind: 'every', startsOn, period: 'P1Y', ...more })
const session = (offset: string, more: object = {}) => ({
  kind: 'session',
  organisationId: 'org',
  edge: 'opens',
  from: 79,
  offset,
  ...more,
})

function given(schedule: object, from = '2024-01-01', to = '2028-12-31') {
  const found = occurrencesBetween(Schedule.parse(schedule), contextWith(), { from: day(from), to: day(to) })
  return found.map(({ slot, dueOn }) => [slot, dueOn])
}

describe('the later of two', () => {
  const letters = list('2025-12-10', '2027-02-20', '2028-01-15')
  const contribution = { kind: 'later', of: [letters, yearly('2020-02-01')] }

  it('is compared year by year, and takes the slot of the first', () => {
    expect(given({ kind: 'later', of: [yearly('2020-02-01'), letters] })).toEqual([
      ['2025-02-01', '2025-12-10'],
      ['2027-02-01', '2027-02-20'],
      ['2028-02-01', '2028-02-01'],
    ])
  })

  it('waits for both: a year with only one has none', () => {
    expect(given(contribution, '2026-01-01', '2026-12-31')).toEqual([])
  })

  it('says which dates were compared, and why each is what it is', () => {
    expect(occurrenceAt(Schedule.parse(contribution), contextWith(), '2027-02-20')?.basis).toBe(
      'The later of 20 February 2027 (a published date, 20 February 2027) and 1 February 2027 (1 February 2027, every year counted from 1 February 2020).',
    )
  })

  it('compares several of one year in their order', () => {
    const schedule = {
      kind: 'later',
      of: [list('2026-03-01', '2026-09-01'), list('2026-04-01', '2026-08-01')],
    }

    expect(given(schedule)).toEqual([
      ['2026-03-01', '2026-04-01'],
      ['2026-09-01', '2026-09-01'],
    ])
  })

  it('of imprecise dates is known as far as they are', () => {
    expect(given({ kind: 'later', of: [list('2026'), list('2026-06-01')] })).toEqual([
      ['2026', '2026-06-01/2026-12-31'],
    ])
    expect(given({ kind: 'later', of: [list('2026-03'), list('2026-06')] })).toEqual([['2026-03', '2026-06']])
  })
})

describe('the earlier of two', () => {
  it('is the one there is, where there is only one, and says so', () => {
    const schedule = { kind: 'earlier', of: [yearly('2026-07-01'), list('2025-05-01', '2026-05-01')] }

    expect(given(schedule, '2025-01-01', '2027-12-31')).toEqual([
      ['2025-05-01-of-2', '2025-05-01'],
      ['2026-07-01', '2026-05-01'],
      ['2027-07-01', '2027-07-01'],
    ])
    expect(occurrenceAt(Schedule.parse(schedule), contextWith(), '2025-05-01-of-2')?.basis).toBe(
      'The earlier of 1 May 2025 (a published date, 1 May 2025), 1 of 2 having no date yet.',
    )
  })
})

describe('pairs by ordinal', () => {
  it('pair the first of each rule, the second, and so on, whatever their years', () => {
    const schedule = {
      kind: 'earlier',
      pairBy: 'ordinal',
      of: [yearly('2024-03-01'), list('2025-06-01', '2025-07-01')],
    }

    expect(given(schedule, '2024-01-01', '2026-12-31')).toEqual([
      ['2024-03-01', '2024-03-01'],
      ['2025-03-01', '2025-03-01'],
      ['2026-03-01', '2026-03-01'],
    ])
    expect(given({ ...schedule, kind: 'later' }, '2024-01-01', '2026-12-31')).toEqual([
      ['2024-03-01', '2025-06-01'],
      ['2025-03-01', '2025-07-01'],
    ])
  })

  it('of sessions pair by the number of the session, whichever each begins with', () => {
    const schedule = {
      kind: 'later',
      pairBy: 'ordinal',
      of: [session('-P30D'), session('-P10D', { from: 80, every: 2 })],
    }

    expect(given(schedule)).toEqual([
      ['80', '2025-08-30'],
      ['82', '2027-08-28'],
    ])
  })

  it('count in the rule: an exception does not pair the rest anew', () => {
    const first = yearly('2024-03-01', { except: ['2025-03-01'] })
    const second = list('2024-05-01', '2025-05-01', '2026-05-01')

    expect(given({ kind: 'later', pairBy: 'ordinal', of: [first, second] })).toEqual([
      ['2024-03-01', '2024-05-01'],
      ['2026-03-01', '2026-05-01'],
    ])
  })
})

describe('a choice', () => {
  const nested = {
    kind: 'earlier',
    roll: 'before',
    of: [
      { kind: 'later', of: [yearly('2020-01-01'), yearly('2019-02-28', { roll: 'after' })] },
      session('P0D'),
    ],
  }

  it('may be made of choices, each rolled by its own rule', () => {
    expect(given(nested, '2026-01-01', '2026-12-31')).toEqual([['2026-01-01', '2026-03-02']])
    expect(given(nested, '2027-01-01', '2027-12-31')).toEqual([['2027-01-01', '2027-03-01']])
  })

  it('has a next one, in any century', () => {
    const next = firstOccurrenceAfter(Schedule.parse(nested), contextWith(), day('8999-12-31'))

    expect(next?.slot).toBe('9000-01-01')
  })

  it('is found by its slot', () => {
    const window = { from: day('2024-01-01'), to: day('2040-12-31') }

    for (const each of occurrencesBetween(Schedule.parse(nested), contextWith(), window))
      expect(occurrenceAt(Schedule.parse(nested), contextWith(), each.slot)).toEqual(each)
  })

  it('may be bounded and have exceptions of its own', () => {
    const bounds = { validFrom: '2026-01-01', validTo: '2028-12-31', except: ['2027-01-01'] }

    expect(given({ ...nested, ...bounds }, '2020-01-01', '2040-12-31').map(([slot]) => slot)).toEqual([
      '2026-01-01',
      '2028-01-01',
    ])
  })
})

describe('a date that is rolled from one year into another', () => {
  const closed = (from: string, days: number) => ({
    workingDays: [1, 2, 3, 4, 5, 6, 7],
    holidays: Array.from({ length: days }, (_, at) => dayAt(dayNumber(day(from)) + at)),
  })
  const calendar = (calendarId: string | undefined) =>
    calendarId === 'cal_winter' ? closed('2026-12-31', 15) : closed('2027-01-03', 18)
  const schedule = Schedule.parse({
    kind: 'earlier',
    of: [
      { kind: 'list', dates: ['2026-12-31'], roll: 'after', calendarId: 'cal_winter' },
      { kind: 'list', dates: ['2027-01-20'], roll: 'before', calendarId: 'cal_january' },
    ],
  })
  const found = (from: string, to: string) =>
    occurrencesBetween(schedule, contextWith({ calendar }), { from: day(from), to: day(to) }).map(
      ({ slot, dueOn }) => [slot, dueOn],
    )

  it('is paired by the year that it was rolled from, and found in the one that it was rolled into', () => {
    expect(found('2026-01-01', '2026-12-31')).toEqual([])
    expect(found('2027-01-05', '2027-12-31')).toEqual([['2026-12-31', '2027-01-15']])
  })

  it('does not hide one of the next year that comes before it', () => {
    expect(found('2026-12-01', '2027-01-05')).toEqual([['2027-01-20-of-2', '2027-01-02']])
    expect(found('2026-12-01', '2027-01-31')).toEqual([
      ['2027-01-20-of-2', '2027-01-02'],
      ['2026-12-31', '2027-01-15'],
    ])
  })
})
