import type { SessionSeries } from '../organisation/session-series.ts'
import type { ImpreciseDay } from '../time/imprecise-day.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'

/** A dated fact that a schedule may count from. */
export type ScheduleEvent = {
  readonly kind: string
  readonly on: ImpreciseDay | null
  readonly nextDueOn?: ImpreciseDay | null | undefined
  /** Where it is kept, and since when: what was overlooked is recorded after what came later. */
  readonly id?: string | undefined
  readonly createdAt?: string | undefined
}

/** What a schedule refers to. Nothing else, neither a clock nor a store, decides its dates. */
export type ScheduleContext = {
  readonly sessions: (organisationId: string) => SessionSeries | undefined
  readonly calendar: (calendarId: string | undefined) => WorkingCalendar
  readonly events: readonly ScheduleEvent[]
}
