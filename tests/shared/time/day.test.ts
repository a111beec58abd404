import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addDaysWithin,
  Day,
  day,
  dayAt,
  dayNumber,
  daysBetween,
  weekdayOf,
} from '../../../shared/time/day.ts'
import { countInWords, dayInWords, listInWords, ordinalInWords } from '../../../shared/time/day-in-words.ts'

describe('a day', () => {
  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '1582-10-10'])('may be %s', (text) => {
    expect(Day.safeParse(text).success).toBe(true)
  })

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    '+002026-01-01',
    '２０２６-01-01',
    '2026-01-01\n',
    '',
  ])('is not %j', (text) => {
    expect(Day.safeParse(text).success).toBe(false)
  })

  it('has the number that Date counts, and the weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (number) => {
        const date = new Date(number * 86_400_000)

        expect(dayAt(number)).toBe(date.toISOString().slice(0, 10))
        expect(dayNumber(dayAt(number))).toBe(number)
        expect(weekdayOf(dayAt(number)) % 7).toBe(date.getUTCDay())
      }),
    )
  })

  it('follows the last of a month, a leap day among them', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29')
    expect(addDays(day('2023-02-28'), 1)).toBe('2023-03-01')
    expect(addDays(day('2025-12-31'), 1)).toBe('2026-01-01')
    expect(daysBetween(day('2024-01-01'), day('2025-01-01'))).toBe(366)
  })

  it('outside of the years 0001 to 9999 is a RangeError', () => {
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError)
    expect(() => addDays(day('0001-01-01'), -1)).toThrow(RangeError)
  })
})

it('so many days on is the last of the calendar where it would lie beyond', () => {
  const day = Day.parse('9999-12-30')

  expect([1, 2, 400].map((days) => addDaysWithin(day, days))).toEqual(Array(3).fill('9999-12-31'))
  expect(addDaysWithin(day, -365)).toBe('9998-12-30')
})

describe('words', () => {
  it('name the month, and no leading zero', () => {
    expect(dayInWords(day('2026-09-08'))).toBe('8 September 2026')
  })

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [22, '22nd'],
    [101, '101st'],
    [111, '111th'],
  ])('count %s as %s', (n, words) => {
    expect(ordinalInWords(n)).toBe(words)
  })

  it('list', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => listInWords(items))).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ])
    expect([0, 1, 2].map((n) => countInWords(n, 'day'))).toEqual(['0 days', '1 day', '2 days'])
  })
})
