import { describe, expect, it } from 'vitest'
import { day } from '../../../shared/time/day.ts'
import {
  DueDate,
  describeDueDate,
  dueDate,
  earliestDay,
  holdsOn,
  ImpreciseDay,
  IntervalEnd,
  latestDay,
  shiftBySpan,
  shiftDueDate,
} from '../../../shared/time/imprecise-day.ts'

const mondayToFriday = { workingDays: [1, 2, 3, 4, 5], holidays: [] }
const on = (text: string) => ImpreciseDay.parse(text)

describe('a date as far as it is known', () => {
  it.each(['2018', '1992-05', '2024-02-29'])('may be %s', (text) => {
    expect(ImpreciseDay.safeParse(text).success).toBe(true)
  })

  it.each([
    '',
    '18',
    '0000',
    '2018-13',
    '2018-00',
    '2018-',
    '2023-02-29',
    '2018/2019',
    '2018-1',
    '201x',
    '2018~',
  ])('is not %j', (text) => {
    expect(ImpreciseDay.safeParse(text).success).toBe(false)
  })

  it.each([
    ['2024', '2024-01-01', '2024-12-31', '2024'],
    ['2024-02', '2024-02-01', '2024-02-29', 'February 2024'],
    ['2023-02', '2023-02-01', '2023-02-28', 'February 2023'],
    ['2024-02-29', '2024-02-29', '2024-02-29', '29 February 2024'],
    ['2025-10-01/2026-09-30', '2025-10-01', '2026-09-30', 'between 1 October 2025 and 30 September 2026'],
  ])('%s begins on %s, ends on %s and is called %s', (text, first, last, words) => {
    const due = dueDate(text)

    expect([earliestDay(due), latestDay(due), describeDueDate(due)]).toEqual([first, last, words])
  })

  it.each(['2026-01-02/2026-01-01', '2026-01-01/2026-01-01', '2026/2027', '2026-01-01/..', '2026-01-01/'])(
    'is no due date: %j',
    (text) => {
      expect(DueDate.safeParse(text).success).toBe(false)
    },
  )

  it('stays as imprecise as it was, or becomes an interval', () => {
    const moved = (text: string, offset: Parameters<typeof shiftDueDate>[1]) =>
      shiftDueDate(dueDate(text), offset, mondayToFriday)

    expect(moved('2026-12', '-P3M')).toBe('2026-09')
    expect(moved('2026', '-P2Y')).toBe('2024')
    expect(moved('2026', '-P3M')).toBe('2025-10-01/2026-09-30')
    expect(moved('2026-12', '-P30D')).toBe('2026-11-01/2026-12-01')
    expect(moved('2026-09-08', '-P60D')).toBe('2026-07-10')
    expect(moved('2026-08', { workingDays: -1 })).toBe('2026-07-31/2026-08-28')
  })

  it('is moved by multiples of a period counted from itself', () => {
    expect(shiftBySpan(dueDate('2024-01-31'), { months: 1, days: 0 }, 2)).toBe('2024-03-31')
    expect(shiftBySpan(dueDate('2024'), { months: 12, days: 0 }, 3)).toBe('2027')
  })
})

describe('an interval', () => {
  const held = (startsOn: string | null, endsOn: string | null, at: string) =>
    holdsOn({ startsOn: startsOn === null ? null : on(startsOn), endsOn: IntervalEnd.parse(endsOn) }, day(at))

  it.each([
    ['2012-05-01', '2016-04-30', '2012-04-30', 'no'],
    ['2012-05-01', '2016-04-30', '2012-05-01', 'yes'],
    ['2012-05-01', '2016-04-30', '2016-04-30', 'yes'],
    ['2012-05-01', '2016-04-30', '2016-05-01', 'no'],
    ['2012', '..', '2012-06-01', 'unknown'],
    ['2012', '..', '2012-12-31', 'yes'],
    ['2012', '..', '2100-01-01', 'yes'],
    ['2012', null, '2011-12-31', 'no'],
    ['2012', null, '2013-01-01', 'unknown'],
    ['2012', null, '2100-01-01', 'unknown'],
    ['2012', '2016', '2016-01-01', 'yes'],
    ['2012', '2016', '2016-06-01', 'unknown'],
    ['2012', '2016', '2017-01-01', 'no'],
    [null, '2016', '2015-01-01', 'unknown'],
    [null, '2016', '2017-01-01', 'no'],
    [null, '..', '2020-01-01', 'unknown'],
    [null, null, '2020-01-01', 'unknown'],
  ] as const)('from %s to %s holds on %s: %s', (startsOn, endsOn, at, answer) => {
    expect(held(startsOn, endsOn, at)).toBe(answer)
  })
})
