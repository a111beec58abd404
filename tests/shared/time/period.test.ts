import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, dayAt, dayNumber } from '../../../shared/time/day.ts'
import {
  addPeriod,
  applyOffset,
  describeEvery,
  describeOffset,
  describePeriod,
  multiplesFrom,
  Offset,
  offsetReach,
  Period,
  spanOf,
} from '../../../shared/time/period.ts'

const mondayToFriday = { workingDays: [1, 2, 3, 4, 5], holidays: [] }

describe('a period', () => {
  it.each([
    ['2024-01-31', 'P1M', 1, '2024-02-29'],
    ['2024-01-31', 'P1M', 2, '2024-03-31'],
    ['2023-01-31', 'P1M', 1, '2023-02-28'],
    ['2024-02-29', 'P1Y', 1, '2025-02-28'],
    ['2024-02-29', 'P1Y', 4, '2028-02-29'],
    ['1896-02-29', 'P4Y', 1, '1900-02-28'],
    ['1996-02-29', 'P4Y', 1, '2000-02-29'],
    ['2024-01-31', 'P1M1D', 1, '2024-03-01'],
    ['2024-12-31', 'P2M', 1, '2025-02-28'],
    ['2026-03-01', 'P2W', 3, '2026-04-12'],
  ] as const)('from %s, %s times %s is %s', (anchor, period, times, on) => {
    expect(addPeriod(day(anchor), period, times)).toBe(on)
  })

  it.each(['P1Y', 'P3M', 'P2W', 'P30D', 'P1Y6M', 'P1M2W3D', 'P1000Y'])('is written %s', (text) => {
    expect(Period.safeParse(text).success).toBe(true)
  })

  it.each([
    '',
    'P',
    'P0D',
    'P0Y0M',
    '-P1D',
    'P-1D',
    'P1.5M',
    'PT1H',
    'P1DT1H',
    'P1D1M',
    'P1001Y',
    'p1y',
    ' P1Y',
  ])('is not written %j', (text) => {
    expect(Period.safeParse(text).success).toBe(false)
  })

  it('is named in words', () => {
    expect(describePeriod('P1Y6M')).toBe('1 year and 6 months')
    expect(describePeriod('P1M2W3D')).toBe('1 month, 2 weeks and 3 days')
    expect((['P1M', 'P2Y', 'P1Y6M'] as const).map(describeEvery)).toEqual([
      'every month',
      'every 2 years',
      'every 1 year and 6 months',
    ])
  })
})

describe('an offset', () => {
  it.each([
    ['2026-03-31', '-P1M', '2026-02-28'],
    ['2024-03-31', '-P1M', '2024-02-29'],
    ['2026-09-08', '-P60D', '2026-07-10'],
    ['2026-09-08', 'P0D', '2026-09-08'],
    ['2024-02-29', '-P1Y', '2023-02-28'],
  ] as const)('from %s, %s is %s', (from, offset, on) => {
    expect(applyOffset(day(from), offset, mondayToFriday)).toBe(on)
  })

  it.each(['P0D', '-P30D', 'P3M', '-P1Y6M', { workingDays: -5 }, { workingDays: 0 }])(
    'is written %j',
    (offset) => {
      expect(Offset.safeParse(offset).success).toBe(true)
    },
  )

  it.each(['P', '--P1D', '+P1D', 'PT1H', { workingDays: 1.5 }, { workingDays: 1001 }, { days: 1 }, 5, null])(
    'is not written %j',
    (offset) => {
      expect(Offset.safeParse(offset).success).toBe(false)
    },
  )

  it.each([
    ['-P30D', '30 days before'],
    ['P1M', '1 month after'],
    ['P0D', 'on the day of'],
    [{ workingDays: -1 }, '1 working day before'],
    [{ workingDays: 5 }, '5 working days after'],
  ] as const)('%j says "%s"', (offset, words) => {
    expect(describeOffset(offset)).toBe(words)
  })

  it('never moves a day further than its reach', () => {
    const calendar = { workingDays: [1], holidays: [day('2026-01-05'), day('2026-01-12')] }
    const offset = fc.oneof(
      fc.integer({ min: -1000, max: 1000 }).map((workingDays) => ({ workingDays })),
      fc
        .tuple(fc.boolean(), fc.nat(11_999), fc.nat(366_000))
        .map(([isBack, months, days]) => `${isBack ? '-' : ''}P${months}M${days}D` as const),
    )

    fc.assert(
      fc.property(offset, fc.integer({ min: 0, max: 40_000 }), (each, number) => {
        const { least, most } = offsetReach(each, calendar)
        const parsed = Offset.parse(each)
        const moved = movedBy(parsed, number)
        return moved === undefined || (least <= moved && moved <= most)
      }),
    )

    function movedBy(each: Offset, number: number): number | undefined {
      try {
        return dayNumber(applyOffset(dayAt(number), each, calendar)) - number
      } catch {
        return undefined
      }
    }
  })
})

describe('the multiples of a period', () => {
  it('from a day on are those counted from the anchor that are not before it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.record({ months: fc.nat(30), days: fc.integer({ min: 1, max: 60 }) }),
        fc.nat(60_000),
        (anchor, span, from) => {
          const found = [...multiplesFrom(anchor, span, from).take(3)].map(({ n, on }) => [n, on])
          const expected: number[][] = []
          for (let n = 0; expected.length < 3; n += 1) {
            const on = dayNumber(addPeriod(dayAt(anchor), `P${span.months}M${span.days}D`, n))
            if (on >= from) expected.push([n, on])
          }
          expect(found).toEqual(expected)
        },
      ),
    )
  })

  it('end with the year 9999', () => {
    expect([...multiplesFrom(dayNumber(day('9998-12-31')), spanOf('P6M'), 0)]).toHaveLength(3)
  })
})
