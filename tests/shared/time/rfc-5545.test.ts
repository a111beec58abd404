import { describe, expect, it } from 'vitest'
import { RecurrenceText } from '../../../shared/time/recurrence-text.ts'
import { engineDays } from '../../support/engine-days.ts'

/** '2 3 4 5' */
function to(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).join(' ')
}

/** Days of one month in short: '1997-09: 2 4 9'. */
function days(...months: string[]): string[] {
  return months.flatMap((month) => {
    const [yearMonth = '', list = ''] = month.split(': ')
    return list.split(' ').map((dayOfMonth) => `${yearMonth}-${dayOfMonth.padStart(2, '0')}`)
  })
}

/**
 * RFC 5545, section 3.8.5.3: every example of whole days, with the answers that the RFC gives; where it ends with an
 * ellipsis, so do they. They are held at 9:00 in New York there. A rule that ends there by an instant (UNTIL), before
 * 9:00 of that day, ends here with the day before.
 */
const examples: [name: string, startsOn: string, text: string, answer: string[]][] = [
  ['daily for 10 occurrences', '1997-09-02', 'FREQ=DAILY;COUNT=10', days('1997-09: 2 3 4 5 6 7 8 9 10 11')],
  [
    'daily until December 24',
    '1997-09-02',
    'FREQ=DAILY;UNTIL=19971223',
    days(`1997-09: ${to(2, 30)}`, `1997-10: ${to(1, 31)}`, `1997-11: ${to(1, 30)}`, `1997-12: ${to(1, 23)}`),
  ],
  [
    'every other day',
    '1997-09-02',
    'FREQ=DAILY;INTERVAL=2',
    days(
      '1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30',
      '1997-10: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30',
      '1997-11: 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29',
      '1997-12: 1 3',
    ),
  ],
  [
    'every 10 days, 5 occurrences',
    '1997-09-02',
    'FREQ=DAILY;INTERVAL=10;COUNT=5',
    days('1997-09: 2 12 22', '1997-10: 2 12'),
  ],
  [
    'every day in January for three years',
    '1998-01-01',
    'FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    days(`1998-01: ${to(1, 31)}`, `1999-01: ${to(1, 31)}`, `2000-01: ${to(1, 31)}`),
  ],
  [
    'every day in January for three years, said in another way',
    '1998-01-01',
    'FREQ=DAILY;UNTIL=20000131;BYMONTH=1',
    days(`1998-01: ${to(1, 31)}`, `1999-01: ${to(1, 31)}`, `2000-01: ${to(1, 31)}`),
  ],
  [
    'weekly for 10 occurrences',
    '1997-09-02',
    'FREQ=WEEKLY;COUNT=10',
    days('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4'),
  ],
  [
    'weekly until December 24',
    '1997-09-02',
    'FREQ=WEEKLY;UNTIL=19971223',
    days('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4 11 18 25', '1997-12: 2 9 16 23'),
  ],
  [
    'every other week',
    '1997-09-02',
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    days(
      '1997-09: 2 16 30',
      '1997-10: 14 28',
      '1997-11: 11 25',
      '1997-12: 9 23',
      '1998-01: 6 20',
      '1998-02: 3 17',
    ),
  ],
  [
    'weekly on Tuesday and Thursday for five weeks',
    '1997-09-02',
    'FREQ=WEEKLY;UNTIL=19971006;WKST=SU;BYDAY=TU,TH',
    days('1997-09: 2 4 9 11 16 18 23 25 30', '1997-10: 2'),
  ],
  [
    'weekly on Tuesday and Thursday for five weeks, said in another way',
    '1997-09-02',
    'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    days('1997-09: 2 4 9 11 16 18 23 25 30', '1997-10: 2'),
  ],
  [
    'every other week on Monday, Wednesday and Friday',
    '1997-09-01',
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971223;WKST=SU;BYDAY=MO,WE,FR',
    days(
      '1997-09: 1 3 5 15 17 19 29',
      '1997-10: 1 3 13 15 17 27 29 31',
      '1997-11: 10 12 14 24 26 28',
      '1997-12: 8 10 12 22',
    ),
  ],
  [
    'every other week on Tuesday and Thursday, 8 occurrences',
    '1997-09-02',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    days('1997-09: 2 4 16 18 30', '1997-10: 2 14 16'),
  ],
  [
    'monthly on the first Friday',
    '1997-09-05',
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    days(
      '1997-09: 5',
      '1997-10: 3',
      '1997-11: 7',
      '1997-12: 5',
      '1998-01: 2',
      '1998-02: 6',
      '1998-03: 6',
      '1998-04: 3',
      '1998-05: 1',
      '1998-06: 5',
    ),
  ],
  [
    'monthly on the first Friday until December 24',
    '1997-09-05',
    'FREQ=MONTHLY;UNTIL=19971223;BYDAY=1FR',
    days('1997-09: 5', '1997-10: 3', '1997-11: 7', '1997-12: 5'),
  ],
  [
    'every other month on the first and last Sunday',
    '1997-09-07',
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    days('1997-09: 7 28', '1997-11: 2 30', '1998-01: 4 25', '1998-03: 1 29', '1998-05: 3 31'),
  ],
  [
    'monthly on the second-to-last Monday',
    '1997-09-22',
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    days('1997-09: 22', '1997-10: 20', '1997-11: 17', '1997-12: 22', '1998-01: 19', '1998-02: 16'),
  ],
  [
    'monthly on the third-to-last day',
    '1997-09-28',
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    days('1997-09: 28', '1997-10: 29', '1997-11: 28', '1997-12: 29', '1998-01: 29', '1998-02: 26'),
  ],
  [
    'monthly on the 2nd and 15th',
    '1997-09-02',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    days('1997-09: 2 15', '1997-10: 2 15', '1997-11: 2 15', '1997-12: 2 15', '1998-01: 2 15'),
  ],
  [
    'monthly on the first and last day',
    '1997-09-30',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    days('1997-09: 30', '1997-10: 1 31', '1997-11: 1 30', '1997-12: 1 31', '1998-01: 1 31', '1998-02: 1'),
  ],
  [
    'every 18 months on the 10th to 15th',
    '1997-09-10',
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    days('1997-09: 10 11 12 13 14 15', '1999-03: 10 11 12 13'),
  ],
  [
    'every Tuesday, every other month',
    '1997-09-02',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    days('1997-09: 2 9 16 23 30', '1997-11: 4 11 18 25', '1998-01: 6 13 20 27', '1998-03: 3 10 17 24 31'),
  ],
  [
    'yearly in June and July',
    '1997-06-10',
    'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    [1997, 1998, 1999, 2000, 2001].flatMap((year) => [`${year}-06-10`, `${year}-07-10`]),
  ],
  [
    'every other year in January, February and March',
    '1997-03-10',
    'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    [
      '1997-03-10',
      ...[1999, 2001, 2003].flatMap((year) => [`${year}-01-10`, `${year}-02-10`, `${year}-03-10`]),
    ],
  ],
  [
    'every third year on the 1st, 100th and 200th day',
    '1997-01-01',
    'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    [
      '1997-01-01',
      '1997-04-10',
      '1997-07-19',
      '2000-01-01',
      '2000-04-09',
      '2000-07-18',
      '2003-01-01',
      '2003-04-10',
      '2003-07-19',
      '2006-01-01',
    ],
  ],
  [
    'every 20th Monday of the year',
    '1997-05-19',
    'FREQ=YEARLY;BYDAY=20MO',
    ['1997-05-19', '1998-05-18', '1999-05-17'],
  ],
  [
    'Monday of week 20',
    '1997-05-12',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    ['1997-05-12', '1998-05-11', '1999-05-17'],
  ],
  [
    'every Thursday in March',
    '1997-03-13',
    'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    days('1997-03: 13 20 27', '1998-03: 5 12 19 26', '1999-03: 4 11 18 25'),
  ],
  [
    'every Thursday in June, July and August',
    '1997-06-05',
    'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    days(
      '1997-06: 5 12 19 26',
      '1997-07: 3 10 17 24 31',
      '1997-08: 7 14 21 28',
      '1998-06: 4 11 18 25',
      '1998-07: 2 9 16 23 30',
      '1998-08: 6 13 20 27',
      '1999-06: 3 10 17 24',
      '1999-07: 1 8 15 22 29',
      '1999-08: 5 12 19 26',
    ),
  ],
  [
    'every Friday the 13th',
    '1997-09-02',
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    ['1998-02-13', '1998-03-13', '1998-11-13', '1999-08-13', '2000-10-13'],
  ],
  [
    'the first Saturday after the first Sunday',
    '1997-09-13',
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    [
      '1997-09-13',
      '1997-10-11',
      '1997-11-08',
      '1997-12-13',
      '1998-01-10',
      '1998-02-07',
      '1998-03-07',
      '1998-04-11',
      '1998-05-09',
      '1998-06-13',
    ],
  ],
  [
    'election day of the United States',
    '1996-11-05',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    ['1996-11-05', '2000-11-07', '2004-11-02'],
  ],
  [
    'the third Tuesday, Wednesday or Thursday of a month',
    '1997-09-04',
    'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    ['1997-09-04', '1997-10-07', '1997-11-06'],
  ],
  [
    'the second-to-last weekday of the month',
    '1997-09-29',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    ['1997-09-29', '1997-10-30', '1997-11-27', '1997-12-30', '1998-01-29', '1998-02-26', '1998-03-30'],
  ],
  [
    'weeks that begin on Monday',
    '1997-08-05',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    days('1997-08: 5 10 19 24'),
  ],
  [
    'weeks that begin on Sunday',
    '1997-08-05',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    days('1997-08: 5 17 19 31'),
  ],
  [
    'a day that does not exist is skipped',
    '2007-01-15',
    'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    ['2007-01-15', '2007-01-30', '2007-02-15', '2007-03-15', '2007-03-30'],
  ],
]

describe('RFC 5545, section 3.8.5.3', () => {
  it.each(examples)('%s', (_, startsOn, text, answer) => {
    const hasEnd = /COUNT|UNTIL/.test(text)
    const end = hasEnd ? '2060-12-31' : (answer.at(-1) ?? '')

    expect(engineDays(RecurrenceText.parse(text), startsOn, end)).toEqual(answer)
  })

  it.each([
    ['every 3 hours', 'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z', 'FREQ=HOURLY'],
    ['every 15 minutes', 'FREQ=MINUTELY;INTERVAL=15;COUNT=6', 'FREQ=MINUTELY'],
    ['every hour and a half', 'FREQ=MINUTELY;INTERVAL=90;COUNT=4', 'FREQ=MINUTELY'],
    ['every 20 minutes of a day', 'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40', 'BYHOUR'],
    ['the same, said in another way', 'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16', 'BYHOUR'],
  ])('what is not of whole days is refused by its name: %s', (_, text, name) => {
    const said = RecurrenceText.safeParse(text).error?.issues.map(({ message }) => message)

    expect(said?.join(' ')).toContain(`${name} is not supported`)
  })
})

/** Erratum 1913: the number of BYDAY counts in the month beside BYMONTH, and in the year where there is none. */
describe('RFC 5545, section 3.3.10, with its errata', () => {
  it.each([
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=2MO', '1997-01-01', ['1997-03-10', '1998-03-09']],
    ['FREQ=YEARLY;BYDAY=2MO', '1997-01-01', ['1997-01-13', '1998-01-12']],
    ['FREQ=YEARLY;BYDAY=-1SU', '1997-01-01', ['1997-12-28', '1998-12-27']],
    ['FREQ=MONTHLY;BYDAY=-1MO', '1997-01-01', ['1997-01-27', '1997-02-24', '1997-03-31']],
  ])('%s', (text, startsOn, answer) => {
    expect(engineDays(RecurrenceText.parse(text), startsOn, answer.at(-1) ?? '')).toEqual(answer)
  })

  it('BYDAY takes no number beside BYWEEKNO, and none with other frequencies', () => {
    for (const text of [
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO',
      'FREQ=WEEKLY;BYDAY=1MO',
      'FREQ=DAILY;BYDAY=-1MO',
    ])
      expect([text, RecurrenceText.safeParse(text).success]).toEqual([text, false])
  })

  it('week 1 is the first with four days in the year, so some of its days may be in the year before', () => {
    expect(engineDays('FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO', '2024-01-01', '2027-12-31')).toEqual([
      '2024-01-01',
      '2024-12-30',
      '2025-12-29',
      '2027-01-04',
    ])
  })

  it('a year has a week 53 only sometimes, and the last week is -1', () => {
    expect(engineDays('FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH', '2015-01-01', '2030-12-31')).toEqual([
      '2015-12-31',
      '2020-12-31',
      '2026-12-31',
    ])
    expect(engineDays('FREQ=YEARLY;BYWEEKNO=-1;BYDAY=TH', '2015-01-01', '2017-12-31')).toEqual([
      '2015-12-31',
      '2016-12-29',
      '2017-12-28',
    ])
  })

  it('weeks belong whole to the year they are numbered in, and INTERVAL counts these years', () => {
    expect(engineDays('FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO', '2024-01-01', '2030-12-31')).toEqual([
      '2024-01-01',
      '2025-12-29',
      '2028-01-03',
      '2029-12-31',
    ])
  })
})
