import { describe, expect, it } from 'vitest'
import { day, dayAt, dayNumber } from '../../../shared/time/day.ts'
import { recurrence } from '../../../shared/time/recurrence.ts'
import { RecurrenceText, recurrenceRule } from '../../../shared/time/recurrence-text.ts'

/** The first days of a rule, as many as are asked for. */
function first(count: number, startsOn: string, text: string, from = startsOn): string[] {
  const rule = recurrenceRule(RecurrenceText.parse(text))
  const found: string[] = []
  for (const number of recurrence(rule, dayNumber(day(startsOn)))(dayNumber(day(from)))) {
    found.push(dayAt(number))
    if (found.length === count) break
  }
  return found
}

describe('RFC 7529, SKIP', () => {
  it.each([
    ['OMIT', ['2013-01-31', '2013-03-31', '2013-05-31']],
    ['BACKWARD', ['2013-01-31', '2013-02-28', '2013-03-31']],
    ['FORWARD', ['2013-01-31', '2013-03-01', '2013-03-31']],
  ])('%s', (skip, expected) => {
    expect(first(3, '2013-01-31', `RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=${skip}`)).toEqual(expected)
  })

  it.each([
    ['OMIT', ['2012-02-29', '2016-02-29', '2020-02-29']],
    ['BACKWARD', ['2012-02-29', '2013-02-28', '2014-02-28', '2015-02-28', '2016-02-29']],
    ['FORWARD', ['2012-02-29', '2013-03-01', '2014-03-01', '2015-03-01', '2016-02-29']],
  ])('a leap day in other years: %s', (skip, expected) => {
    expect(first(expected.length, '2012-02-29', `RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=${skip}`)).toEqual(
      expected,
    )
  })

  it('needs RSCALE beside it, and no other calendar than the Gregorian', () => {
    for (const text of ['FREQ=MONTHLY;SKIP=FORWARD', 'RSCALE=HEBREW;FREQ=MONTHLY;SKIP=FORWARD'])
      expect([text, RecurrenceText.safeParse(text).success]).toEqual([text, false])
  })
})

describe('a rule', () => {
  it('begun in a far year gives what it gives when it is counted through', () => {
    for (const text of [
      'FREQ=DAILY;INTERVAL=2',
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH',
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1SU',
      'FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200',
      'FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1,-1;BYDAY=MO',
    ]) {
      const through = first(4000, '1997-09-02', text)
        .filter((on) => on >= '2001-01-01')
        .slice(0, 5)
      expect(first(5, '1997-09-02', text, '2001-01-01'), text).toEqual(through)
    }
  })

  it.each([
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=31',
  ])('that contradicts itself gives nothing, and says so in the end: %s', (text) => {
    expect(first(1, '2026-01-01', text)).toEqual([])
  })

  it.each([
    ['FREQ=HOURLY', 'FREQ=HOURLY'],
    ['FREQ=DAILY;BYHOUR=9', 'BYHOUR'],
    ['FREQ=DAILY;BYSECOND=1', 'BYSECOND'],
    ['FREQ=YEARLY;BYEASTER=0', 'BYEASTER'],
    ['FREQ=YEARLY;RSCALE=CHINESE', 'RSCALE=CHINESE'],
    ['FREQ=YEARLY;COUNT=1;UNTIL=20260101', 'COUNT and UNTIL'],
    ['FREQ=YEARLY;FREQ=YEARLY', 'FREQ'],
    ['FREQ=DAILY;COUNT=100001', 'COUNT'],
    ['FREQ=DAILY;COUNT=0', 'COUNT'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL'],
    ['FREQ=WEEKLY;BYDAY=2TU', 'BYDAY'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH'],
    ['FREQ=YEARLY;UNTIL=20260101T000000Z', 'UNTIL'],
    ['INTERVAL=2', 'FREQ'],
    ['', 'empty'],
  ])('that is not supported is refused by name: %s', (text, name) => {
    const { error } = RecurrenceText.safeParse(text)

    expect(error?.issues.map(({ message }) => message).join(' ')).toContain(name)
  })
})
