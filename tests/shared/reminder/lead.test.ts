import { describe, expect, it } from 'vitest'
import { isAtWork, leadsOf, nextSendingHour } from '../../../shared/reminder/lead.ts'
import { day } from '../../../shared/time/day.ts'
import { dueDate } from '../../../shared/time/imprecise-day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import type { Workspace } from '../../../shared/workspace/workspace.ts'
import { ministry } from '../../support/cast.ts'

type Case = {
  readonly dueOn: string | null
  readonly leadDays: readonly number[]
  readonly workspace?: Workspace
  readonly dueAt?: string
  readonly snoozedUntilOn?: string
}

function leads({ dueOn, leadDays, workspace = ministry(), dueAt, snoozedUntilOn }: Case): string[] {
  const deadline = {
    dueOn: dueOn === null ? null : dueDate(dueOn),
    dueAt: dueAt === undefined ? null : Instant.parse(dueAt),
    snoozedUntilOn: snoozedUntilOn === undefined ? null : day(snoozedUntilOn),
  }
  return leadsOf(deadline, leadDays, workspace).map(({ days, at }) => `${days} at ${at}`)
}

const baku = ministry({ zone: 'Asia/Baku' })
const rome = ministry({ zone: 'Europe/Rome', sendingHour: '02:30' })
const holidays = ministry({ holidays: ['2026-05-25', '2026-05-26'] })
const sundays = ministry({ workingDays: [7, 1, 2, 3, 4] })

describe('the leads of a deadline', () => {
  it.each<[string, Case, string[]]>([
    [
      'go out at the sending hour of the day so many days before, the furthest first',
      { dueOn: '2026-06-11', leadDays: [1, 30, 7] },
      ['30 at 2026-05-12T08:00:00Z', '7 at 2026-06-04T08:00:00Z', '1 at 2026-06-10T08:00:00Z'],
    ],
    [
      'go out on the working day before where they fall on a day off',
      { dueOn: '2026-06-01', leadDays: [30, 1] },
      ['30 at 2026-05-01T08:00:00Z', '1 at 2026-05-29T08:00:00Z'],
    ],
    [
      'go out before a holiday, and before the weekend that it follows',
      { dueOn: '2026-06-01', leadDays: [7, 6], workspace: holidays },
      ['6 at 2026-05-22T08:00:00Z'],
    ],
    [
      'know working weeks that do not begin on Monday',
      { dueOn: '2026-06-01', leadDays: [1, 2], workspace: sundays },
      ['2 at 2026-05-28T08:00:00Z', '1 at 2026-05-31T08:00:00Z'],
    ],
    [
      'that go out together are one, the nearer',
      { dueOn: '2026-06-01', leadDays: [3, 2, 1] },
      ['1 at 2026-05-29T08:00:00Z'],
    ],
    [
      'keep to the clocks of the zone',
      { dueOn: '2026-06-11', leadDays: [1], workspace: baku },
      ['1 at 2026-06-10T04:00:00Z'],
    ],
    [
      'are not an hour off after the clocks change, and go out on a night that has no such hour',
      {
        dueOn: '2026-03-30',
        leadDays: [3, 1, 0],
        workspace: { ...rome, workingDays: [1, 2, 3, 4, 5, 6, 7] },
      },
      ['3 at 2026-03-27T01:30:00Z', '1 at 2026-03-29T01:30:00Z', '0 at 2026-03-30T00:30:00Z'],
    ],
    [
      'are counted from the earliest day of an imprecise date',
      { dueOn: '2026-12', leadDays: [30] },
      ['30 at 2026-10-30T08:00:00Z'],
    ],
    [
      'cross a leap day and the end of a year',
      { dueOn: '2028-03-01', leadDays: [1, 61] },
      ['61 at 2027-12-31T08:00:00Z', '1 at 2028-02-29T08:00:00Z'],
    ],
    ['are none without a date', { dueOn: null, leadDays: [30] }, []],
    ['are none where none are wanted', { dueOn: '2026-06-01', leadDays: [] }, []],
    [
      'go out a working day earlier where the hour of the deadline would be over',
      { dueOn: '2026-06-01', leadDays: [0], dueAt: '2026-06-01T06:00:00Z' },
      ['0 at 2026-05-29T08:00:00Z'],
    ],
  ])('%s', (_, given, expected) => {
    expect(leads(given)).toEqual(expected)
  })
})

describe('a snooze', () => {
  it.each<[string, Case, string[]]>([
    [
      'silences the leads before its end, and its end is a lead',
      { dueOn: '2026-06-11', leadDays: [30, 7, 1], snoozedUntilOn: '2026-06-08' },
      ['3 at 2026-06-08T08:00:00Z', '1 at 2026-06-10T08:00:00Z'],
    ],
    [
      'that ends on a day off ends on the working day after: silence was asked for',
      { dueOn: '2026-06-11', leadDays: [30], snoozedUntilOn: '2026-06-06' },
      ['5 at 2026-06-08T08:00:00Z'],
    ],
    [
      'that ends on a day off ends before it where the deadline would pass first',
      { dueOn: '2026-06-07', leadDays: [30], snoozedUntilOn: '2026-06-06' },
      ['1 at 2026-06-05T08:00:00Z'],
    ],
    [
      'that ends on the day of the deadline reminds on that day',
      { dueOn: '2026-06-11', leadDays: [7], snoozedUntilOn: '2026-06-11' },
      ['0 at 2026-06-11T08:00:00Z'],
    ],
    [
      'of an overdue deadline ends after it',
      { dueOn: '2026-06-01', leadDays: [7], snoozedUntilOn: '2026-06-13' },
      ['-12 at 2026-06-15T08:00:00Z'],
    ],
  ])('%s', (_, given, expected) => {
    expect(leads(given)).toEqual(expected)
  })
})

describe('the next sending hour', () => {
  it.each([
    ['is today before the hour', '2026-03-02T07:59:59Z', '2026-03-02T08:00:00Z'],
    ['is now at the hour', '2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z'],
    ['is tomorrow after it', '2026-03-02T08:00:01Z', '2026-03-03T08:00:00Z'],
    ['is Monday over the weekend', '2026-03-06T09:00:00Z', '2026-03-09T08:00:00Z'],
  ])('%s', (_, from, expected) => {
    expect(nextSendingHour(Instant.parse(from), ministry())).toBe(expected)
  })
})

describe('people are at work', () => {
  it.each([
    ['from the sending hour on', '2026-03-02T08:00:00Z', true],
    ['not before it', '2026-03-02T07:59:59Z', false],
    ['for ten hours', '2026-03-02T17:59:59Z', true],
    ['not at night', '2026-03-02T18:00:00Z', false],
    ['not on a day off', '2026-03-01T12:00:00Z', false],
  ])('%s', (_, now, expected) => {
    expect(isAtWork(Instant.parse(now), ministry())).toBe(expected)
  })
})
