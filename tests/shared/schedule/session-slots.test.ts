import { describe, expect, it } from 'vitest'
import { Session } from '../../../shared/organisation/session.ts'
import {
  firstOccurrenceAfter,
  occurrenceAt,
  occurrencesBetween,
} from '../../../shared/schedule/occurrences.ts'
import { Schedule } from '../../../shared/schedule/schedule.ts'
import { day, dayAt, dayNumber } from '../../../shared/time/day.ts'
import { contextWith, generalAssembly } from '../../support/schedules.ts'

type Recorded = { ordinal: number; opensOn: string; closesOn?: string; status?: string }

const tabling = { kind: 'session', organisationId: 'org', edge: 'opens', from: 57, every: 2, offset: 'P9W' }

function contextOf(...sessions: readonly Recorded[]) {
  const series = { ...generalAssembly, sessions: sessions.map((session) => Session.parse(session)) }
  return contextWith({ sessions: (id) => (id === 'org' ? series : undefined) })
}

function given(schedule: object, from: string, to: string, context = contextOf()) {
  const found = occurrencesBetween(Schedule.parse(schedule), context, { from: day(from), to: day(to) })
  return found.map(({ slot, dueOn }) => [slot, dueOn])
}

describe('the draft on missing persons, tabled nine weeks after every second opening', () => {
  it('is due in the middle of November of odd sessions', () => {
    expect(given(tabling, '2020-01-01', '2026-12-31')).toEqual([
      ['75', '2020-11-17'],
      ['77', '2022-11-15'],
      ['79', '2024-11-12'],
      ['81', '2026-11-10'],
    ])
  })

  it('keeps its slot and moves with its session', () => {
    const moved = contextOf({ ordinal: 81, opensOn: '2026-10-06', status: 'moved' })

    const found = occurrenceAt(Schedule.parse(tabling), moved, '81')

    expect(found).toEqual({
      slot: '81',
      dueOn: '2026-12-08',
      sessionOrdinal: 81,
      sessions: [{ organisationId: tabling.organisationId, ordinal: 81 }],
      basis: '9 weeks after the opening of session 81 of the General Assembly, moved to 6 October 2026.',
    })
  })

  it('follows a session that is moved out of its year', () => {
    const moved = contextOf({ ordinal: 81, opensOn: '2028-01-11', status: 'moved' })

    expect(given(tabling, '2026-01-01', '2027-12-31', moved)).toEqual([])
    expect(given(tabling, '2028-01-01', '2028-12-31', moved)).toEqual([['81', '2028-03-14']])
  })

  it('has no slot for the sessions between, or before the first', () => {
    for (const slot of ['80', '55', '0', '081', '81.0', '2026-11-10', '', 'x'])
      expect(occurrenceAt(Schedule.parse(tabling), contextOf(), slot)).toBeUndefined()
  })

  it('is there in any year of the calendar', () => {
    expect(given(tabling, '9001-01-01', '9002-12-31')).toHaveLength(1)
    expect(firstOccurrenceAfter(Schedule.parse(tabling), contextOf(), day('9998-06-01'))?.slot).toMatch(
      /^80\d\d$/,
    )
    expect(firstOccurrenceAfter(Schedule.parse(tabling), contextOf(), day('9999-12-30'))).toBeUndefined()
  })
})

it('a weekday on or before the opening itself says no more than that', () => {
  const schedule = { kind: 'session', organisationId: 'org', edge: 'opens', from: 81, weekday: 1 }

  expect(occurrenceAt(Schedule.parse(schedule), contextOf(), '81')).toMatchObject({
    dueOn: '2026-09-07',
    basis:
      'The Monday on or before the opening of session 81 of the General Assembly, estimated 8 September 2026 by the rule as applied since 2023.',
  })
})

describe('a date before the closing of a session', () => {
  const closing = { ...tabling, from: 78, every: 1, edge: 'closes', offset: '-P7D' }

  it('is counted from the day before the next opening where the closing is not recorded', () => {
    expect(given(closing, '2025-01-01', '2025-12-31')).toEqual([['79', '2025-09-01']])
    expect(occurrenceAt(Schedule.parse(closing), contextOf(), '79')?.basis).toBe(
      '7 days before the closing, 8 September 2025, of session 79 of the General Assembly (opening estimated 10 September 2024 by the rule as applied since 2023), taken as the day before session 80 opens, estimated 9 September 2025 by the rule as applied since 2023.',
    )
  })

  it('is counted from the closing that is', () => {
    const context = contextOf({ ordinal: 79, opensOn: '2024-09-10', closesOn: '2024-12-24' })

    expect(given(closing, '2024-01-01', '2025-12-31', context)).toEqual([
      ['78', '2024-09-02'],
      ['79', '2024-12-17'],
    ])
  })
})

describe('validity', () => {
  it('holds for the opening: a rule that ends in 2022 has the session of 2022, though its date is later', () => {
    const early = { ...tabling, every: 1, offset: 'P6M', validTo: '2022-12-31' }
    const late = { ...tabling, every: 1, offset: '-P1Y', validFrom: '2023-01-01' }

    expect(given(early, '2022-01-01', '2024-12-31').map(([slot]) => slot)).toEqual(['76', '77'])
    expect(given(late, '2022-01-01', '2024-12-31').map(([slot]) => slot)).toEqual(['78', '79', '80'])
  })

  it('holds for the opening of a session that closes long after the rule has ended', () => {
    const closing = { ...tabling, every: 1, edge: 'closes', offset: 'P0D', validTo: '2022-12-31' }

    expect(given(closing, '2023-01-01', '2024-12-31')).toEqual([['77', '2023-09-04']])
  })

  it('ends the search for a next one', () => {
    const ended = Schedule.parse({ ...tabling, validTo: '2022-12-31' })

    expect(firstOccurrenceAfter(ended, contextOf(), day('2023-01-01'))).toBeUndefined()
  })
})

describe('a session schedule', () => {
  it('snaps before it rolls', () => {
    const schedule = { ...tabling, from: 81, offset: 'P100D', weekday: 7, roll: 'after' }

    expect(given(schedule, '2026-01-01', '2026-12-31')).toEqual([['81', '2026-12-14']])
    expect(occurrenceAt(Schedule.parse(schedule), contextOf(), '81')?.basis).toBe(
      'The Sunday on or before 100 days after the opening of session 81 of the General Assembly, estimated 8 September 2026 by the rule as applied since 2023, moved from Sunday 13 December 2026, a day off, to Monday 14 December 2026, a working day.',
    )
  })

  it('of an organisation that nobody knows has no dates', () => {
    expect(given({ ...tabling, organisationId: 'other' }, '2020-01-01', '2030-12-31')).toEqual([])
  })

  it('stays what it is where the record contradicts itself', () => {
    const context = contextOf({ ordinal: 79, opensOn: '2026-01-10' }, { ordinal: 81, opensOn: '2025-01-10' })

    expect(given(tabling, '2025-01-01', '2026-12-31', context)).toEqual([
      ['81', '2025-03-14'],
      ['79', '2026-03-14'],
      ['83', '2026-11-10'],
    ])
  })

  it('is found on whichever day the search for it begins', () => {
    const schedule = Schedule.parse({ ...tabling, offset: 'P0D', weekday: 1 })
    const to = day('2026-12-31')

    for (let number = dayNumber(day('2016-06-01')); number < dayNumber(day('2026-09-08')); number += 1) {
      const found = occurrencesBetween(schedule, contextOf(), { from: dayAt(number), to })
      expect(found.at(-1)?.dueOn, dayAt(number)).toBe('2026-09-07')
    }
  })
})
