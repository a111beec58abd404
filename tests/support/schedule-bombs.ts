/*
 * Schedules that are meant to take all time and all memory. As a program, `node --expose-gc
 * tests/support/schedule-bombs.ts`, it computes all of them again and again and prints by how much the heap has grown.
 */
import { firstOccurrenceAfter, occurrencesBetween } from '../../shared/schedule/occurrences.ts'
import { Schedule } from '../../shared/schedule/schedule.ts'
import { day, dayAt } from '../../shared/time/day.ts'
import { contextWith } from './schedules.ts'

export type Bomb = {
  readonly name: string
  readonly schedule: object
  readonly from?: string
  readonly to?: string
  /** How many dates there are, or which field is refused. */
  readonly expected: number | string
}

const rrule = (text: string, startsOn = '0001-01-01') => ({ kind: 'rrule', startsOn, rrule: text })
const each = (count: number, item: (at: number) => unknown) =>
  Array.from({ length: count }, (_, at) => item(at))
const numbers = (count: number) => each(count, (at) => at + 1).join(',')
const daily = rrule('FREQ=DAILY')
const eight = { kind: 'later', of: each(8, () => daily) }
const everything = `BYMONTH=${numbers(12)};BYMONTHDAY=${numbers(31)};BYDAY=MO,TU,WE,TH,FR,SA,SU`
const once = { kind: 'once', on: '2026-11-13' }

export const bombs: readonly Bomb[] = [
  {
    name: 'every day of 10,000 years',
    schedule: daily,
    from: '0001-01-01',
    to: '9999-12-31',
    expected: '/to',
  },
  {
    name: 'a COUNT of a billion',
    schedule: rrule('FREQ=DAILY;COUNT=999999999'),
    expected: '/schedule/rrule',
  },
  { name: 'an INTERVAL of a billion', schedule: rrule('FREQ=YEARLY;INTERVAL=999999999'), expected: 0 },
  {
    name: 'an INTERVAL beyond numbers',
    schedule: rrule(`FREQ=YEARLY;INTERVAL=${'9'.repeat(40)}`),
    expected: '/schedule/rrule',
  },
  {
    name: 'every part with every value',
    schedule: rrule(`FREQ=YEARLY;${everything};BYSETPOS=${numbers(366)}`),
    expected: 365,
  },
  {
    name: 'one part a thousand times',
    schedule: rrule(`FREQ=YEARLY;${'BYMONTH=1;'.repeat(190)}`),
    expected: '/schedule/rrule',
  },
  {
    name: 'text without end',
    schedule: rrule(`FREQ=YEARLY;BYMONTHDAY=${'1,'.repeat(5_000)}1`),
    expected: '/schedule/rrule',
  },
  {
    name: '30 February',
    schedule: rrule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
    expected: '/schedule/rrule',
  },
  {
    name: '30 February, every other day',
    schedule: rrule('FREQ=DAILY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=30'),
    expected: '/schedule/rrule',
  },
  {
    name: 'the second of a set of one',
    schedule: rrule('FREQ=DAILY;BYSETPOS=2;BYMONTH=1'),
    expected: '/schedule/rrule',
  },
  {
    name: 'a week 53 in July',
    schedule: rrule('FREQ=YEARLY;BYWEEKNO=53;BYMONTH=7'),
    expected: '/schedule/rrule',
  },
  {
    name: 'a Monday 29 February each 40 days',
    schedule: rrule('FREQ=DAILY;INTERVAL=40;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO'),
    from: '0001-01-01',
    to: '9999-12-31',
    expected: 10,
  },
  {
    name: 'UNTIL before the start',
    schedule: rrule('FREQ=DAILY;UNTIL=19991231', '2020-01-01'),
    expected: '/schedule/rrule',
  },
  {
    name: 'UNTIL and COUNT',
    schedule: rrule('FREQ=DAILY;UNTIL=20301231;COUNT=5'),
    expected: '/schedule/rrule',
  },
  {
    name: 'validity that ends before it begins',
    schedule: { ...daily, validFrom: '2027-01-01', validTo: '2026-01-01' },
    expected: '/schedule/validTo',
  },
  {
    name: 'an end before the start',
    schedule: { ...daily, startsOn: '2027-01-01', untilOn: '2026-01-01' },
    expected: '/schedule/untilOn',
  },
  {
    name: 'a schedule that names itself',
    schedule: { kind: 'later', of: [once, { kind: 'later', of: '#' }] },
    expected: '/schedule/of/1/of',
  },
  {
    name: 'a kind of schedule that refers to another',
    schedule: { kind: 'reference', to: 'com_1' },
    expected: '/schedule/kind',
  },
  {
    name: 'schedules four deep',
    schedule: {
      kind: 'later',
      of: [once, { kind: 'later', of: [once, { kind: 'later', of: [once, eight] }] }],
    },
    expected: '/schedule/of/1/of/1/of/1/kind',
  },
  {
    name: '32 schedules of every day',
    schedule: { kind: 'earlier', of: [eight, eight, eight, eight] },
    expected: 365,
  },
  {
    name: '40 schedules of every day',
    schedule: { kind: 'earlier', of: [eight, eight, eight, eight, eight] },
    expected: '/schedule',
  },
  { name: 'a year of a million', schedule: { kind: 'once', on: '1000000-01-01' }, expected: '/schedule/on' },
  { name: 'a window of a million years', schedule: daily, to: '1000000-01-01', expected: '/to' },
  {
    name: 'a period of a million years',
    schedule: { kind: 'every', startsOn: '2026-01-01', period: 'P1000000Y' },
    expected: '/schedule/period',
  },
  {
    name: 'the longest period',
    schedule: { kind: 'every', startsOn: '2026-01-01', period: 'P1000Y' },
    expected: 1,
  },
  {
    name: 'an offset of a million working days',
    schedule: {
      kind: 'session',
      organisationId: 'org',
      edge: 'opens',
      from: 1,
      offset: { workingDays: 1_000_000 },
    },
    expected: '/schedule/offset/workingDays',
  },
  {
    name: '10,000 exceptions',
    schedule: { ...daily, except: each(10_000, (at) => dayAt(Number(at))) },
    expected: '/schedule/except',
  },
  {
    name: '500 exceptions',
    schedule: { ...daily, except: each(500, (at) => dayAt(20_454 + Number(at) * 2)) },
    expected: 182,
  },
  {
    name: '10,000 dates',
    schedule: { kind: 'list', dates: each(10_000, (at) => dayAt(Number(at))) },
    expected: '/schedule/dates',
  },
  {
    name: 'places counted from the year 1',
    schedule: { kind: 'later', pairBy: 'ordinal', of: [daily, daily] },
    expected: '/schedule',
  },
]

/** What comes of a bomb where it is parsed and computed, without anything around it. */
export function computed({ schedule, from = '2026-01-01', to = '2026-12-31' }: Bomb): number | 'refused' {
  const parsed = Schedule.safeParse(schedule)
  if (!parsed.success || to.length > 10) return 'refused'
  try {
    firstOccurrenceAfter(parsed.data, contextWith(), day('2126-01-01'))
    return occurrencesBetween(parsed.data, contextWith(), { from: day(from), to: day(to) }).length
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'refused'
    throw error
  }
}

if (import.meta.main) {
  const collect = globalThis.gc ?? (() => undefined)
  const run = () => {
    for (const bomb of bombs) computed(bomb)
    collect()
    return process.memoryUsage().heapUsed
  }
  run()
  const before = run()
  for (let round = 0; round < 20; round += 1) run()
  console.log(JSON.stringify({ grownBytes: run() - before }))
}
