import { expect, it } from 'vitest'
import {
  civilAt,
  civilNumber,
  daysBeforeMonth,
  daysInMonth,
  daysInYear,
  FIRST_DAY_NUMBER,
  LAST_DAY_NUMBER,
  weekdayAt,
  yearOf,
  yearStart,
} from '../../../shared/time/civil.ts'

const date = (number: number) => new Date(number * 86_400_000)

/** Compared by the number, so that a run over millions of days stays quick. */
function check(number: number): void {
  const at = date(number)
  const { year, month, dayOfMonth } = civilAt(number)
  const agrees =
    year === at.getUTCFullYear() &&
    month === at.getUTCMonth() + 1 &&
    dayOfMonth === at.getUTCDate() &&
    yearOf(number) === year &&
    weekdayAt(number) % 7 === at.getUTCDay() &&
    civilNumber(year, month, dayOfMonth) === number
  if (!agrees) expect([number, year, month, dayOfMonth]).toEqual([number, at.toISOString()])
}

it("every day of 400 years is the day of JavaScript's own calendar, and there and back it is the same", () => {
  for (let number = 0; number < 146_097; number += 1) check(number)
})

it('so is every 29th day of the years 1 to 9999, and the first and last of them', () => {
  for (let number = FIRST_DAY_NUMBER; number <= LAST_DAY_NUMBER; number += 29) check(number)
  check(LAST_DAY_NUMBER)

  expect([date(FIRST_DAY_NUMBER), date(LAST_DAY_NUMBER)].map((at) => at.toISOString().slice(0, 10))).toEqual([
    '0001-01-01',
    '9999-12-31',
  ])
})

it.each([2023, 2024, 1900, 2000])(
  'the months of %s are as long as they are, and make up the year',
  (year) => {
    const lengths = Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(year, at + 1, 0)).getUTCDate())
    const before = lengths.map((_, at) => lengths.slice(0, at).reduce((sum, days) => sum + days, 0))

    expect(lengths.map((_, at) => daysInMonth(year, at + 1))).toEqual(lengths)
    expect(lengths.map((_, at) => daysBeforeMonth(year, at + 1))).toEqual(before)
    expect(daysBeforeMonth(year, 13)).toBe(daysInYear(year))
    expect(yearStart(year + 1) - yearStart(year)).toBe(daysInYear(year))
  },
)
