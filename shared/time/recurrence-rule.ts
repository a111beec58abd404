/** A weekday (ISO), or only the n-th of its month or year: counted from the end if negative, 0 for every one. */
export type RecurrenceWeekday = { readonly nth: number; readonly weekday: number }

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

/** What becomes of a day that its month or year has not got. Source: RFC 7529, section 4.1. */
export type Skip = 'OMIT' | 'BACKWARD' | 'FORWARD'

/**
 * A recurrence rule of whole days, as read from its text by `recurrenceRule`. `until` is a day number; an empty list
 * is a part that is not there. Source: RFC 5545, section 3.3.10.
 */
export type RecurrenceRule = {
  readonly frequency: Frequency
  readonly interval: number
  readonly count: number | undefined
  readonly until: number | undefined
  readonly weekStart: number
  readonly skip: Skip
  readonly byMonth: readonly number[]
  readonly byWeekNo: readonly number[]
  readonly byYearDay: readonly number[]
  readonly byMonthDay: readonly number[]
  readonly byDay: readonly RecurrenceWeekday[]
  readonly bySetPos: readonly number[]
}

/** A rule of which only the frequency is said. */
export const everyPeriod: Omit<RecurrenceRule, 'frequency'> = {
  interval: 1,
  count: undefined,
  until: undefined,
  weekStart: 1,
  skip: 'OMIT',
  byMonth: [],
  byWeekNo: [],
  byYearDay: [],
  byMonthDay: [],
  byDay: [],
  bySetPos: [],
}
