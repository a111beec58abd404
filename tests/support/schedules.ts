import { SessionRule } from '../../shared/organisation/session.ts'
import type { SessionSeries } from '../../shared/organisation/session-series.ts'
import { occurrencesBetween, type ScheduleContext } from '../../shared/schedule/occurrences.ts'
import { Schedule } from '../../shared/schedule/schedule.ts'
import { day } from '../../shared/time/day.ts'

/** The sessions of the General Assembly: the rule as applied to 2022, and since 2023. */
export const generalAssembly: SessionSeries = {
  organisationName: 'the General Assembly',
  rules: [
    {
      validFrom: '2003-01-01',
      rrule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=TU;BYMONTHDAY=12,13,14,15,16,17,18',
      firstOrdinal: 58,
    },
    {
      validFrom: '2023-01-01',
      rrule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=TU;BYMONTHDAY=5,6,7,8,9,10,11',
      firstOrdinal: 78,
    },
  ].map((rule) => SessionRule.parse(rule)),
  sessions: [],
}

export function contextWith(more: Partial<ScheduleContext> = {}): ScheduleContext {
  return {
    sessions: () => generalAssembly,
    calendar: () => ({ workingDays: [1, 2, 3, 4, 5], holidays: [] }),
    events: [],
    ...more,
  }
}

/** The due dates of a schedule between two days. */
export function datesOf(schedule: unknown, from: string, to: string, context = contextWith()): string[] {
  const window = { from: day(from), to: day(to) }
  return occurrencesBetween(Schedule.parse(schedule), context, window).map(({ dueOn }) => dueOn)
}
