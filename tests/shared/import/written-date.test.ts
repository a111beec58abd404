import { expect, it } from 'vitest'
import { dateAdvice, readDate, serialDay } from '../../../shared/import/written-date.ts'

it.each([
  ['31.12.2026', '2026-12-31'],
  ['1.2.2026', '2026-02-01'],
  ['31/12/2026', '2026-12-31'],
  ['12/31/2026', '2026-12-31'],
  ['05/05/2026', '2026-05-05'],
  ['2026-12-31', '2026-12-31'],
  ['2026/12/31', '2026-12-31'],
  ['2026-12-31T00:00:00Z', '2026-12-31'],
  ['31 December 2026', '2026-12-31'],
  ['  31   Dec.  2026 ', '2026-12-31'],
  ['31-Dec-2026', '2026-12-31'],
  ['1st September 2026', '2026-09-01'],
  ['Thursday, 31 December 2026', '2026-12-31'],
  ['December 31, 2026', '2026-12-31'],
  ['Sept 2026', '2026-09'],
  ['Dec 2026', '2026-12'],
  ['december 2026', '2026-12'],
  ['12.2026', '2026-12'],
  ['12/2026', '2026-12'],
  ['1992-05', '1992-05'],
  ['2018', '2018'],
  ['29.02.2028', '2028-02-29'],
])('%s is %s', (text, on) => {
  expect(readDate(text)).toEqual({ kind: 'understood', on })
})

it.each([
  ['03/04/2026', ['2026-04-03', '2026-03-04']],
  ['3-4-2026', ['2026-04-03', '2026-03-04']],
  ['31.12.26', ['1926-12-31', '2026-12-31']],
  ['5-Jan-26', ['1926-01-05', '2026-01-05']],
])('%s has more than one reading', (text, readings) => {
  expect(readDate(text)).toEqual({ kind: 'ambiguous', readings })
})

it.each([
  '',
  'tbc',
  '31.12.2026 (tbc)',
  '29.02.2026',
  '31/31/2026',
  '13.2026',
  'Ma 2026',
  '0000',
  '99 May 2026',
  '2026-13',
])('"%s" is not a date', (text) => {
  expect(readDate(text)).toEqual({ kind: 'unreadable' })
})

it('the order that is told decides, and only where there is a doubt', () => {
  expect(readDate('03/04/2026', 'day-first')).toMatchObject({ on: '2026-04-03' })
  expect(readDate('03/04/2026', 'month-first')).toMatchObject({ on: '2026-03-04' })
  expect(readDate('03.04.2026', 'month-first')).toMatchObject({ on: '2026-04-03' })
  expect(readDate('31/12/2026', 'month-first')).toEqual({ kind: 'unreadable' })
})

it('the advice names both readings', () => {
  expect(dateAdvice('03/04/2026', readDate('03/04/2026'))).toBe(
    '"03/04/2026" may be 3 April 2026 or 4 March 2026. Write it as 2026-04-03 or 2026-03-04, or say the order of all dates with dates=day-first or dates=month-first.',
  )
})

it('the numbers of a spreadsheet count days, with a day too many in 1900', () => {
  expect([1, 59, 60, 61, 45_292, 46_387.75].map(serialDay)).toEqual([
    '1900-01-01',
    '1900-02-28',
    undefined,
    '1900-03-01',
    '2024-01-01',
    '2026-12-31',
  ])
})
