import { describe, expect, it } from 'vitest'
import { occurrenceAt, occurrencesBetween, type ScheduleEvent } from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { day } from '../../../shared/time/day.ts'
import { ImpreciseDay } from '../../../shared/time/imprecise-day.ts'
import { contextWith } from '../../support/schedules.ts'

const ratifications = (...dates: readonly (string | null)[]): ScheduleEvent[] =>
  dates.map((on) => ({ kind: 'ratification', on: on === null ? null : ImpreciseDay.parse(on) }))

function third(delay: unknown) {
  // biome-ignore lint/suspicious/noThenProperty: the contract's word; nobody awaits a schedule.
  return { kind: 'nth', event: 'ratification', n: 3, then: delay }
}

function entryIntoForce(events: readonly ScheduleEvent[], delay: unknown = 'P30D') {
  const window = { from: day('1900-01-01'), to: day('2100-12-31') }
  return occurrencesBetween(Schedule.parse(third(delay)), contextWith({ events }), window)
}

describe('a delay after the third ratification', () => {
  it('is counted in the order of dates, whatever the order of the record', () => {
    const events = ratifications('2020-03-01', '2018-05-04', '2021-07-15', '2019-01-01')

    expect(entryIntoForce(events)).toEqual([
      { slot: '1', dueOn: '2020-03-31', basis: '30 days after the 3rd ratification, 1 March 2020.' },
    ])
  })

  it('does not exist before there are three', () => {
    expect(entryIntoForce(ratifications('2018-05-04', '2019-01-01'))).toEqual([])
  })

  it('keeps its slot when one turns up that had been overlooked', () => {
    const before = ratifications('2018-05-04', '2019-01-01', '2020-03-01')
    const after = [...before, ...ratifications('2018-06-01')]

    expect(entryIntoForce(before)).toMatchObject([{ slot: '1', dueOn: '2020-03-31' }])
    expect(entryIntoForce(after)).toMatchObject([{ slot: '1', dueOn: '2019-01-31' }])
  })

  it('is as imprecise as the dates leave it', () => {
    expect(entryIntoForce(ratifications('1990', '1990', '1991-05'), 'P3M')[0]?.dueOn).toBe('1991-08')
    expect(entryIntoForce(ratifications('1990', '1991', '1991-05'))[0]?.dueOn).toBe('1991-05-31/1992-01-30')
    expect(entryIntoForce(ratifications('1990', '1990', '1990'), 'P1Y')[0]?.dueOn).toBe('1991')
  })

  it('says what it could not count', () => {
    expect(entryIntoForce(ratifications('2018', '2019', '2020', null))[0]?.basis).toBe(
      '30 days after the 3rd ratification, 2020, not counting 1 ratification without a date.',
    )
  })

  it('may be counted in working days, or be the day itself', () => {
    const events = ratifications('2018-05-04', '2019-01-01', '2020-03-01')

    expect(entryIntoForce(events, { workingDays: 10 })[0]?.dueOn).toBe('2020-03-13')
    expect(entryIntoForce(events, 'P0D')[0]).toMatchObject({
      dueOn: '2020-03-01',
      basis: 'On the day of the 3rd ratification, 1 March 2020.',
    })
  })

  it('beyond the end of the calendar is no date', () => {
    expect(entryIntoForce(ratifications('9999-12-01', '9999-12-01', '9999-12-31'))).toEqual([])
  })

  it('is never before general entry into force', () => {
    const general = (on: string) =>
      Schedule.parse({ kind: 'later', pairBy: 'ordinal', of: [third('P30D'), { kind: 'once', on }] })
    const events = ratifications('2018-05-04', '2019-01-01', '2020-03-01')

    expect(occurrenceAt(general('2021-01-01'), contextWith({ events }), '1')?.dueOn).toBe('2021-01-01')
    expect(occurrenceAt(general('2003-01-01'), contextWith({ events }), '1')?.dueOn).toBe('2020-03-31')
    expect(occurrenceAt(general('2003-01-01'), contextWith(), '1')).toBeUndefined()
  })
})
