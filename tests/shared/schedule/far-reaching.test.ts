import { describe, expect, it } from 'vitest'
import type { Session } from '../../../shared/organisation/session.ts'
import type { SessionSeries } from '../../../shared/organisation/session-series.ts'
import { choiceSlots } from '../../../shared/schedule/choice-slots.ts'
import { occurrenceAt, occurrencesBetween } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { slotsOf } from '../../../shared/schedule/slots.ts'
import { day, dayAt, dayNumber } from '../../../shared/time/day.ts'
import { RecurrenceText } from '../../../shared/time/recurrence-text.ts'
import { counted } from '../../support/counted-recurrence.ts'
import { random } from '../../support/random.ts'
import { randomRule } from '../../support/random-rules.ts'
import { contextWith } from '../../support/schedules.ts'

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

/** How many dates there are, or the field at which they are refused. */
function asked(schedule: object, from: string, to: string, sessions?: SessionSeries) {
  const context = contextWith({ sessions: () => sessions })
  try {
    return occurrencesBetween(Schedule.parse(schedule), context, { from: day(from), to: day(to) }).length
  } catch (error) {
    return (error as { errors: { pointer: string }[] }).errors[0]?.pointer
  }
}

describe('a schedule that reaches far is answered', () => {
  it.each([
    ['every day of 10,000 years', daily, '0001-01-01', '9999-12-31', '/to'],
    ['the largest COUNT', rrule('FREQ=DAILY;COUNT=100000'), '0274-01-01', '0274-12-31', 289],
    [
      'every position',
      rrule(`FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=${everyPosition};COUNT=100000`),
      '0273-01-01',
      '0273-12-31',
      365,
    ],
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
    expect(asked(schedule, from, to)).toBe(expected)
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

    expect(asked(schedule, from, to, sessions)).toBe(expected)
  })

  it.each(['2026', '2026-11', '2026-11-13-2', '0', '-1', '99999999', 'zzz', 'f'.repeat(32), '9999-12-31'])(
    'what is asked by a slot that it has not got: %s',
    (slot) => {
      const schedules = [
        rrule('FREQ=DAILY;UNTIL=99990101'),
        { ...later(daily, rrule('FREQ=YEARLY;COUNT=1')) },
      ]

      const found = schedules.map((each) => occurrenceAt(Schedule.parse(each), contextWith(), slot))

      expect(found).toEqual([undefined, undefined])
    },
  )
})

describe('the far future costs what the near one does', () => {
  const years = [1, 30, 100, 1_000, 7_000]
  const anchor = dayNumber(day('2002-12-01'))

  it.each([
    ['every year', 'FREQ=YEARLY', 2],
    ['a weekday every two years', 'FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=3TU', 2],
    ['the last working day of a month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 2],
    ['every other week', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR', 2],
    ['a day of a month, of every third day', 'FREQ=DAILY;INTERVAL=3;BYMONTHDAY=1', 5],
    ['29 February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', 9],
    ['the 31st, or the day before', 'RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;BYMONTHDAY=31', 3],
  ])('of %s no more than %s periods are looked at for the next date', (_, text, most) => {
    for (const each of years) {
      const { days, looked } = counted(text, anchor)

      const { value } = days(anchor + Math.round(each * 365.2425)).next()

      expect([each, typeof value]).toEqual([each, 'number'])
      expect(looked()).toBeLessThanOrEqual(most)
    }
  })

  it('from the one asked for to the one found, whatever the rule: none that is before, and none twice', () => {
    const source = random(9)
    for (let at = 0; at < 2_000; at += 1) {
      const { text, startsOn } = randomRule(source)
      if (text.includes('COUNT')) continue
      const start = dayNumber(day(startsOn))
      const from = start + source.below(400_000)
      const { days, looked, periodsBetween } = counted(text, start)

      const { value } = days(from).next()

      if (typeof value === 'number')
        expect([text, looked() - periodsBetween(from, value) < 3]).toEqual([text, true])
    }
  })

  it.each([
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 4_800],
    ['FREQ=DAILY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=30', 9_600],
    ['FREQ=DAILY;BYDAY=MO;BYSETPOS=2', 146_097],
    ['FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;BYSETPOS=2', 20_871],
    ['FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31', 4_800],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=31', 400],
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=2', 400],
  ])('a rule that contradicts itself is given up after 400 years of its periods: %s', (text, most) => {
    const { days, looked } = counted(text, anchor)

    expect([...days(anchor)]).toEqual([])
    expect(looked()).toBeLessThanOrEqual(most)
  })

  it('sessions on record are read once, not for every date: 5,000 cost later what 50 do', () => {
    const readsLater = (recorded: number) => {
      let reads = 0
      const watched = {
        get(session: Session, member: keyof Session) {
          reads += 1
          return session[member]
        },
      }
      const known = series('FREQ=WEEKLY;BYDAY=MO', recorded)
      const sessions = { ...known, sessions: known.sessions.map((session) => new Proxy(session, watched)) }
      const schedule = { kind: 'session', organisationId: 'org', edge: 'closes', from: 1 }
      asked(schedule, '2126-01-01', '2126-12-31', sessions)
      expect(reads).toBeGreaterThan(recorded)
      reads = 0
      for (const year of [2126, 2500, 9000]) asked(schedule, `${year}-01-01`, `${year}-12-31`, sessions)
      return reads
    }

    expect(readsLater(5_000)).toBe(readsLater(50))
  })

  it('of pairs, what has no partner for millennia is not looked at', () => {
    let looked = 0
    const dates = (text: string, startsOn: string) => {
      const slots = slotsOf(Schedule.parse(rrule(text, startsOn)), contextWith())
      return {
        ...slots,
        *from(on: number) {
          for (const slot of slots.from(on)) {
            looked += 1
            yield slot
          }
        },
      }
    }
    const members = [dates('FREQ=DAILY', '0001-01-01'), dates('FREQ=YEARLY', '9998-01-01')]
    const { from } = choiceSlots({ kind: 'later', pairBy: 'year' }, members)

    const [first] = from(dayNumber(day('2020-01-01')))

    expect(first?.slot).toBe('9998-01-01')
    expect(looked).toBeLessThan(1_000)
  })
})

it('a schedule of more than 32 schedules is refused', () => {
  const eight = later(...Array.from({ length: 8 }, () => daily))
  const sixtyFour = later(...Array.from({ length: 8 }, () => eight))

  expect(Schedule.safeParse(later(eight, eight, eight, eight)).success).toBe(true)
  expect(Schedule.safeParse(sixtyFour).error?.issues[0]?.message).toBe(
    'Write at most 32 schedules within one.',
  )
})
