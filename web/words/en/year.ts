import type { Phrase } from '../words.ts'

/** The screen of a year. */
export const year = {
  'year.nav': 'Year',
  'year.title': 'Year {year}',
  'year.turn': 'Other years',
  'year.none': 'Nothing is due in this year.',
  'year.noneInMonth': 'Nothing is due in this month.',
  'year.atLeast': 'Only the first {n} deadlines are counted.',
  'year.counts': { one: '{n} open, {closed} closed', other: '{n} open, {closed} closed' },
} as const satisfies Readonly<Record<string, Phrase>>
