import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occurrencesBetween } from '../../../shared/schedule/occurrences.ts'
import { placeOf } from '../../../shared/schedule/place.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { addDays, day } from '../../../shared/time/day.ts'
import { contextWith } from '../../support/schedules.ts'

const place = (schedule: unknown, slot: string) => placeOf(Schedule.parse(schedule), slot)
const yearly = { kind: 'every', startsOn: '2020-02-29', period: 'P1Y' }
const tuesdays = { kind: 'rrule', startsOn: '2026-01-01', rrule: 'FREQ=WEEKLY;BYDAY=TU,TH' }
const session = { kind: 'session', organisationId: 'org', edge: 'opens', from: 57, every: 2 }

describe('the place of a slot', () => {
  it.each([
    ['the anchor is the first', yearly, '2020-02-29', 0],
    ['a day that the month lacks is counted too', yearly, '2023-02-28', 3],
    ['what lies before the anchor is counted back', yearly, '2018-02-28', -2],
    ['a day that the rule does not give has none', yearly, '2023-03-01', undefined],
    ['a rule of RFC 5545 is counted through', tuesdays, '2026-01-08', 2],
    ['a rule of RFC 5545 does not give every day', tuesdays, '2026-01-09', undefined],
    ['every second session is one', session, '61', 2],
    ['a session before the first is counted back', session, '53', -2],
    ['a session in between has none', session, '58', undefined],
    ['published dates are counted by date', { kind: 'list', dates: ['2027', '2026-05'] }, '2027', 1],
    [
      'a report is counted by its slot',
      { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2012-09-12' },
      '2022-09-12',
      2,
    ],
    ['of two, the first member counts', { kind: 'later', of: [yearly, tuesdays] }, '2022-02-28', 2],
    [
      'of two, the other where the slot is its',
      { kind: 'earlier', of: [yearly, tuesdays] },
      '2026-01-06-of-2',
      1,
    ],
    ['what has no rule is not counted', { kind: 'manual' }, '2026-01-06', undefined],
  ])('%s', (_, schedule, slot, expected) => {
    expect(place(schedule, slot)).toBe(expected)
  })

  it('goes up by one from date to date, whatever is left out, rolled or begins later', () => {
    const schedules = fc.record({
      kind: fc.constant('every'),
      startsOn: fc.integer({ min: 0, max: 1000 }).map((days) => addDays(day('2019-01-01'), days)),
      period: fc.constantFrom('P1D', 'P10D', 'P1M', 'P1M7D', 'P1Y', 'P3Y2M'),
      roll: fc.constantFrom('none', 'before', 'nearest'),
    })
    fc.assert(
      fc.property(schedules, fc.nat({ max: 20 }), (plain, left) => {
        const window = { from: day('2022-01-01'), to: day('2022-12-31') }
        const dates = occurrencesBetween(Schedule.parse(plain), contextWith(), window)
        const except = dates.flatMap(({ slot }, at) => (at === left ? [slot] : []))
        const bounded = Schedule.parse({ ...plain, except, validFrom: '2022-01-01' })

        const places = dates.map(({ slot }) => placeOf(bounded, slot))

        expect(places).toEqual(places.map((_, at) => (places[0] ?? 0) + at))
      }),
    )
  })
})
