import { describe, expect, it } from 'vitest'
import { calendarDependencies, sessionDependencies } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { dayAt } from '../../../shared/time/day.ts'

const once = { kind: 'once', on: '2026-11-13' }
const session = (organisationId: string) => ({ kind: 'session', organisationId, edge: 'opens', from: 1 })

/** The contract's own examples. */
const examples = [
  once,
  {
    kind: 'rrule',
    startsOn: '2002-12-01',
    rrule: 'FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=3TU',
    untilOn: null,
  },
  { kind: 'every', startsOn: '2024-01-31', period: 'P1M' },
  {
    kind: 'session',
    organisationId: 'org_1',
    edge: 'opens',
    from: 57,
    every: 2,
    offset: '-P30D',
    weekday: null,
  },
  { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2012-09-12' },
  { kind: 'list', dates: ['2026-03-01', '2027-03-08'] },
  { kind: 'later', of: [once, once], pairBy: 'year' },
  { kind: 'earlier', of: [once, once] },
  // biome-ignore lint/suspicious/noThenProperty: the contract's word; nobody awaits a schedule.
  { kind: 'nth', event: 'ratification', n: 20, then: 'P30D' },
  { kind: 'manual' },
]

const common = {
  validFrom: '2023-01-01',
  validTo: '2030-12-31',
  roll: 'nearest',
  calendarId: 'cal_1',
  except: ['2026-11-13'],
}

/** Where the problems of an input are, each with what it says. */
function problemsOf(input: unknown): [string, string][] {
  const { error } = Schedule.safeParse(input)
  return (error?.issues ?? []).map(({ path, message }) => [`/${path.join('/')}`, message])
}

describe('a schedule', () => {
  it.each(examples)('of the kind $kind is kept as it is written, with what any kind may carry', (input) => {
    expect(Schedule.parse(input)).toEqual(input)
    expect(Schedule.parse({ ...input, ...common })).toEqual({ ...input, ...common })
  })

  it.each(examples)('of the kind $kind has no other field', (input) => {
    expect(problemsOf({ ...input, colour: 'red' })).toHaveLength(1)
  })

  it.each([
    [{ kind: 'fortnightly' }, '/kind', 'once, rrule, every'],
    [{ kind: 'once', on: '2026-02-30' }, '/on', 'YYYY-MM-DD'],
    [
      { kind: 'rrule', startsOn: '2026-01-01', rrule: 'FREQ=YEARLY;BYHOUR=9' },
      '/rrule',
      'BYHOUR is not supported',
    ],
    [{ kind: 'rrule', startsOn: '2026-01', rrule: 'FREQ=YEARLY' }, '/startsOn', 'YYYY-MM-DD'],
    [{ kind: 'every', startsOn: '2026-01-01', period: 'P0D' }, '/period', 'positive period'],
    [{ kind: 'every', startsOn: '2026-01-01', period: '-P1M' }, '/period', 'positive period'],
    [{ ...session('org_1'), from: 0 }, '/from', 'number of the session'],
    [{ ...session('org_1'), offset: '30 days' }, '/offset', '-P30D'],
    [{ ...session('org_1'), weekday: 8 }, '/weekday', '1, Monday, to 7, Sunday'],
    [{ kind: 'list', dates: [] }, '/dates', 'at least one'],
    [{ kind: 'after', event: 'submision', period: 'P1Y' }, '/event', 'ratification'],
    [{ kind: 'list', dates: ['2026-01-01', '2026-01-01'] }, '/dates', 'once'],
    [{ kind: 'list', dates: Array.from({ length: 501 }, (_, n) => dayAt(n)) }, '/dates', '500'],
    [{ ...once, except: Array.from({ length: 501 }, (_, n) => dayAt(n)) }, '/except', '500'],
    [{ ...once, validFrom: '2026-01-02', validTo: '2026-01-01' }, '/validTo', 'not before validFrom'],
    [
      {
        kind: 'later',
        of: [once, { kind: 'every', startsOn: '2026-01-02', period: 'P1Y', untilOn: '2026-01-01' }],
      },
      '/of/1/untilOn',
      'not before startsOn',
    ],
    [
      { kind: 'rrule', startsOn: '2026-01-01', rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' },
      '/rrule',
      'gives no day at all',
    ],
    [
      { kind: 'rrule', startsOn: '2026-01-01', rrule: 'FREQ=DAILY;UNTIL=20251231' },
      '/rrule',
      'gives no day at all',
    ],
    [{ kind: 'later', of: [once] }, '/of', 'at least two'],
    [{ kind: 'later', of: Array.from({ length: 9 }, () => once) }, '/of', '8'],
    [{ kind: 'earlier', of: [once, { kind: 'once', on: 'x' }] }, '/of/1/on', 'YYYY'],
    [{ ...once, at: { time: '25:00', zone: 'UTC' } }, '/at/time', 'HH:MM'],
    [{ ...once, at: { time: '13:00', zone: 'Mars' } }, '/at/zone', 'IANA'],
  ])('that is wrong is refused where it is wrong: %#', (input, pointer, words) => {
    expect(problemsOf(input)).toEqual([[pointer, expect.stringContaining(words)]])
  })

  it('of schedules goes three deep, and however deep the input is, no deeper', () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? once : { kind: 'later', of: [nested(depth - 1), once] }

    expect(problemsOf(nested(3))).toEqual([])
    expect(problemsOf(nested(4))).toEqual([['/of/0/of/0/of/0/kind', expect.stringContaining('three deep')]])
    let deepest: unknown = once
    for (let depth = 0; depth < 50_000; depth += 1) deepest = { kind: 'later', of: [deepest, once] }
    expect(problemsOf(deepest)).toHaveLength(1)
  })

  it('has at most 32 schedules within', () => {
    const eight = { kind: 'earlier', of: Array.from({ length: 8 }, () => once) }

    expect(problemsOf({ kind: 'later', of: [eight, eight, eight, eight] })).toEqual([])
    expect(problemsOf({ kind: 'later', of: [eight, eight, eight, eight, once] })).toHaveLength(1)
  })

  it('names the sessions and calendars that it depends on, each once, however deep', () => {
    const schedule = Schedule.parse({
      kind: 'later',
      calendarId: 'cal_1',
      of: [
        session('org_1'),
        { kind: 'earlier', of: [session('org_2'), { ...session('org_1'), calendarId: 'cal_2' }] },
        { ...once, calendarId: 'cal_1' },
      ],
    })

    expect(sessionDependencies(schedule)).toEqual(['org_1', 'org_2'])
    expect(calendarDependencies(schedule)).toEqual(['cal_1', 'cal_2'])
  })
})
