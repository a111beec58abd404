import { expect, it } from 'vitest'
import { day, dayNumber } from '../../../shared/time/day.ts'
import { recurrenceInWords } from '../../../shared/time/recurrence-in-words.ts'
import { recurrenceRule } from '../../../shared/time/recurrence-text.ts'

it.each([
  [
    'FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=3TU',
    'every 2 years, in December, on the 3rd Tuesday of the month',
  ],
  [
    'FREQ=YEARLY;BYMONTH=9;BYDAY=TU;BYMONTHDAY=12,13,14,15,16,17,18',
    'every year, in September, on the 12th to 18th day of the month if it is a Tuesday',
  ],
  [
    'FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3,-1;COUNT=3',
    'every month, on a Tuesday, a Wednesday or a Thursday, of these only the 3rd and the last of each month, 3 times',
  ],
  [
    'FREQ=YEARLY;BYWEEKNO=20,-1;WKST=SU',
    'every year, in the 20th or the last week of the year, weeks beginning on Sunday, on Sunday',
  ],
  [
    'RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;UNTIL=20300101',
    'every month, on the 1st, a day that is not in the calendar being taken as the day before, until 1 January 2030',
  ],
  ['FREQ=YEARLY;BYYEARDAY=1,100,-1', 'every year, on the 1st, the 100th or the last day of the year'],
  ['FREQ=YEARLY;BYDAY=-2MO', 'every year, on the 2nd to last Monday of the year'],
  ['FREQ=YEARLY', 'every year, on 1 December'],
  ['FREQ=YEARLY;BYMONTH=3,4', 'every year, in March and April, on the 1st'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR', 'every 2 weeks, on a Monday or a Friday'],
  ['FREQ=DAILY;INTERVAL=10', 'every 10 days'],
])('%s is said in English, months by their names', (text, words) => {
  const anchor = dayNumber(day('2002-12-01'))

  expect(recurrenceInWords(recurrenceRule(text), anchor)).toBe(`${words}, counted from 1 December 2002`)
})
