import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstOccurrenceAfter,
  occurrenceAt,
  occurrencesBetween,
  type ScheduleEvent,
} from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { day, dayAt } from '../../../shared/time/day.ts'
import { ImpreciseDay } from '../../../shared/time/imprecise-day.ts'
import { contextWith } from '../../support/schedules.ts'

const on = (text: string) => ImpreciseDay.parse(text)
const submission = (text: string, nextDueOn?: string): ScheduleEvent => ({
  kind: 'submission',
  on: on(text),
  ...(nextDueOn === undefined ? {} : { nextDueOn: on(nextDueOn) }),
})
const report = { kind: 'after', event: 'submission', period: 'P5Y', firstOn: '2012-09-12' }

function given(events: readonly ScheduleEvent[], to = '2031-12-31', schedule: object = report) {
  const window = { from: day('2000-01-01'), to: day(to) }
  return occurrencesBetween(Schedule.parse(schedule), contextWith({ events }), window)
}

describe('a report that follows the one before', () => {
  it('is due a period after it was submitted, early or late', () => {
    const found = given([submission('2012-06-01'), submission('2019-03-15')])

    expect(found.map(({ dueOn }) => dueOn)).toEqual(['2012-09-12', '2017-06-01', '2024-03-15', '2029-03-15'])
    expect(found.map(({ basis }) => basis)).toEqual([
      'The first date, 12 September 2012, as recorded.',
      '5 years after the submission of 1 June 2012.',
      '5 years after the submission of 15 March 2019.',
      'Estimated 15 March 2029, every 5 years counted from 15 March 2024; the next submission decides.',
    ])
  })

  it('is due when the committee says, and those after it are counted from there', () => {
    const found = given([submission('2012-06-01', '2018-10-01')])

    expect(found.map(({ dueOn }) => dueOn)).toEqual(['2012-09-12', '2018-10-01', '2023-10-01', '2028-10-01'])
    expect(found[1]?.basis).toBe('The date that the submission of 1 June 2012 set, 1 October 2018.')
  })

  it('keeps the slot that it was first given, whatever outcomes come and whatever dates they set', () => {
    const slots = ['2012-09-12', '2017-09-12', '2022-09-12', '2027-09-12']

    expect(given([], '2027-12-31').map(({ slot }) => slot)).toEqual(slots)
    expect(given([submission('2012-06-01')], '2027-12-31').map(({ slot }) => slot)).toEqual(slots)
    expect(
      given([submission('2012-06-01', '2018-10-01'), submission('2019-01-01')], '2029-12-31').map(
        ({ slot }) => slot,
      ),
    ).toEqual(slots)
  })

  it('is as imprecise as the outcome that it follows', () => {
    expect(given([submission('2013')]).map(({ dueOn }) => dueOn)).toEqual([
      '2012-09-12',
      '2018',
      '2023',
      '2028',
    ])
    expect(
      given([submission('2013-05')], '2024-12-31', { ...report, period: 'P18M' }).slice(1, 3),
    ).toMatchObject([
      { dueOn: '2014-11', slot: '2014-03-12' },
      { dueOn: '2016-05', slot: '2015-09-12' },
    ])
    expect(given([submission('2013')], '2020-12-31', { ...report, period: 'P30M' })[1]?.dueOn).toBe(
      '2015-07-01/2016-06-30',
    )
  })

  it('is not counted from what belongs to the time before the first', () => {
    expect(
      given([submission('2005-01-01'), submission('2011-01-01', '2012-09-12')]).map(({ dueOn }) => dueOn),
    ).toEqual(['2012-09-12', '2017-09-12', '2022-09-12', '2027-09-12'])
  })

  it('is not counted from events of another kind, nor from those without a date', () => {
    const events = [
      { kind: 'adoption', on: on('2014-01-01') },
      { kind: 'submission', on: null },
    ]

    expect(given(events)[1]?.dueOn).toBe('2017-09-12')
  })

  it('without a first date waits for the first outcome', () => {
    const schedule = { ...report, firstOn: null }

    expect(given([], '2031-12-31', schedule)).toEqual([])
    expect(given([submission('2020-02-29')], '2031-12-31', schedule)).toMatchObject([
      { slot: '1', dueOn: '2025-02-28' },
      { slot: '2', dueOn: '2030-02-28' },
    ])
  })

  it('may have its first counted from entry into force, and keeps that place for it', () => {
    const schedule = { ...report, firstOn: null, firstAfter: { event: 'entry_into_force', period: 'P2Y' } }
    const entered = { kind: 'entry_into_force', on: on('2020-03-01') }

    const found = given([entered, submission('2022-05-01')], '2031-12-31', schedule)

    expect(found.map(({ slot, dueOn }) => [slot, dueOn])).toEqual([
      ['1', '2022-03-01'],
      ['2', '2027-05-01'],
    ])
    expect(found[0]?.basis).toBe('2 years after the entry into force of 1 March 2020.')
    expect(given([submission('2022-05-01')], '2027-12-31', schedule)).toMatchObject([{ slot: '2' }])
    expect(given([], '2031-12-31', schedule)).toEqual([])
  })

  it('is due when a committee says, whatever kind of event says it, until the next report is submitted', () => {
    const observations = { kind: 'adoption', on: on('2014-02-20'), nextDueOn: on('2018-10-01') }
    const later = { ...observations, on: on('2016-03-01'), nextDueOn: on('2019-04-01') }
    const dates = (...events: ScheduleEvent[]) => given(events, '2025-12-31').map(({ dueOn }) => dueOn)

    expect(dates(submission('2012-06-01'), observations)).toEqual(['2012-09-12', '2018-10-01', '2023-10-01'])
    expect(dates(submission('2012-06-01'), later, observations)).toContain('2019-04-01')
    expect(dates(submission('2012-06-01'), observations, submission('2018-09-30'))).toEqual([
      '2012-09-12',
      '2018-10-01',
      '2023-09-30',
    ])
    expect(dates({ ...observations, on: on('2010-01-01'), nextDueOn: on('2013-01-01') })).toEqual([
      '2013-01-01',
      '2018-01-01',
      '2023-01-01',
    ])
    expect(given([submission('2012-06-01'), observations])[1]?.basis).toBe(
      'The date that the adoption of 20 February 2014 set, 1 October 2018.',
    )
  })

  it('has no last one', () => {
    const next = firstOccurrenceAfter(Schedule.parse(report), contextWith(), day('8000-01-01'))

    expect(next).toMatchObject({ dueOn: '8002-09-12', slot: '8002-09-12' })
  })

  it('is found by its slot, whatever happened', () => {
    const events = fc.array(
      fc.record({
        kind: fc.constant('submission'),
        on: fc.integer({ min: 12_000, max: 22_000 }).map((number) => on(dayAt(number))),
        nextDueOn: fc.option(fc.integer({ min: 14_000, max: 26_000 }).map((number) => on(dayAt(number)))),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(events, (happened) => {
        const found = given(happened, '2060-12-31')
        const context = contextWith({ events: happened })

        for (const each of found)
          expect(occurrenceAt(Schedule.parse(report), context, each.slot)).toEqual(each)
        expect(new Set(found.map(({ slot }) => slot)).size).toBe(found.length)
        expect(found.map(({ dueOn }) => dueOn)).toEqual(found.map(({ dueOn }) => dueOn).toSorted())
      }),
    )
  })
})
