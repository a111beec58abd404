import { describe, expect, it } from 'vitest'
import type { SessionSeries } from '../../../shared/organisation/session-series.ts'
import { occurrenceAt, occurrencesBetween } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { day, dayAt } from '../../../shared/time/day.ts'
import { RecurrenceText } from '../../../shared/time/recurrence-text.ts'
import { contextWith } from '../../support/schedules.ts'

/** What each of these takes is some milliseconds; a machine that is busy may take longer. */
const mostMs = 2_000

const rrule = (text: string, startsOn = '0001-01-01') => ({ kind: 'rrule', startsOn, rrule: text })
const daily = rrule('FREQ=DAILY')
const later = (...of: object[]) => ({ kind: 'later', of })
const everyPosition = Array.from({ length: 366 }, (_, at) => at + 1).join(',')

function series(text: string, recorded: number): SessionSeries {
  return {
    organisationName: 'the Council',
    rules: [{ validFrom: day('1950-01-01'), rrule: RecurrenceText.parse(text), firstOrdinal: 1 }],
    sessions: Array.from({ length: recorded }, (_, at) => ({
      ordinal: at + 1,
      opensOn: dayAt(-7000 + at * 7),
      status: 'confirmed' as const,
    })),
  }
}

/** How many dates there are, or the field at which they are refused; and how long it took to say so. */
function asked(schedule: object, from: string, to: string, sessions?: SessionSeries) {
  const startedAt = performance.now()
  const context = contextWith({ sessions: () => sessions })
  const answer = () => {
    try {
      return occurrencesBetween(Schedule.parse(schedule), context, { from: day(from), to: day(to) }).length
    } catch (error) {
      return (error as { errors: { pointer: string }[] }).errors[0]?.pointer
    }
  }
  return { answer: answer(), ms: performance.now() - startedAt }
}

describe('a schedule that reaches far is answered at once', () => {
  it.each([
    ['every day of 10,000 years', daily, '0001-01-01', '9999-12-31', '/to'],
    ['a COUNT that never ends', rrule('FREQ=DAILY;COUNT=999999999'), '9000-01-01', '9000-12-31', 365],
    [
      'a COUNT of weekdays',
      rrule('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=99999999'),
      '9990-01-01',
      '9990-01-31',
      23,
    ],
    ['a position that no day has', rrule('FREQ=DAILY;BYDAY=MO;BYSETPOS=2'), '2026-01-01', '2026-12-31', 0],
    [
      'every position',
      rrule(`FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=${everyPosition};COUNT=9999999`),
      '9990-01-01',
      '9990-12-31',
      365,
    ],
    ['30 February', rrule('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'), '0001-01-01', '9999-12-31', 0],
    [
      'a Monday 29 February',
      rrule('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO'),
      '0001-01-01',
      '9999-12-31',
      375,
    ],
    ['the later of the later of days', later(later(daily, daily), daily), '9000-01-01', '9000-12-31', 365],
    [
      'days without a partner for millennia',
      later(later(daily, daily), rrule('FREQ=YEARLY', '9998-01-01')),
      '2020-01-01',
      '2020-12-31',
      0,
    ],
    [
      'places counted from the year 1',
      { ...later(daily, daily), pairBy: 'ordinal' },
      '9000-01-01',
      '9000-12-31',
      '/schedule',
    ],
    [
      'an outcome every day',
      { kind: 'after', event: 'submission', period: 'P1D', firstOn: '0001-01-01' },
      '9000-01-01',
      '9000-12-31',
      365,
    ],
  ])('%s', (_, schedule, from, to, expected) => {
    const { answer, ms } = asked(schedule, from, to)

    expect(answer).toBe(expected)
    expect(ms).toBeLessThan(mostMs)
  })

  it.each([
    ['5,000 sessions on record', series('FREQ=WEEKLY;BYDAY=MO', 5_000), '2126-01-01', '2126-12-31', 52],
    ['a session every day', series('FREQ=DAILY', 0), '2126-01-01', '2126-12-31', 365],
    [
      'sessions that no rule gives',
      series('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 0),
      '2126-01-01',
      '2126-12-31',
      0,
    ],
  ])('%s', (_, sessions, from, to, expected) => {
    const schedule = { kind: 'session', organisationId: 'org', edge: 'closes', from: 1 }

    const { answer, ms } = asked(schedule, from, to, sessions)

    expect(answer).toBe(expected)
    expect(ms).toBeLessThan(mostMs)
  })

  it.each(['2026', '2026-11', '2026-11-13-2', '0', '-1', '99999999', 'zzz', 'f'.repeat(32), '9999-12-31'])(
    'what is asked by a slot that it has not got: %s',
    (slot) => {
      const schedules = [
        rrule('FREQ=DAILY;UNTIL=99990101'),
        { ...later(daily, rrule('FREQ=YEARLY;COUNT=1')) },
      ]
      const startedAt = performance.now()

      const found = schedules.map((each) => occurrenceAt(Schedule.parse(each), contextWith(), slot))

      expect(found).toEqual([undefined, undefined])
      expect(performance.now() - startedAt).toBeLessThan(mostMs)
    },
  )
})

it('a schedule of more than 32 schedules is refused', () => {
  const eight = later(...Array.from({ length: 8 }, () => daily))
  const sixtyFour = later(...Array.from({ length: 8 }, () => eight))

  expect(Schedule.safeParse(later(eight, eight, eight, eight)).success).toBe(true)
  expect(Schedule.safeParse(sixtyFour).error?.issues[0]?.message).toBe(
    'Write at most 32 schedules within one.',
  )
})
