import type { Whereabouts } from '../absence/absence.ts'
import type { KeptEvent } from '../event/event.ts'
import type { ChannelId, PersonId } from '../identity/id.ts'
import type { SessionSeries } from '../organisation/session-series.ts'
import type { ReminderChoices } from '../policy/policy.ts'
import type { TrackedRecord } from '../record/record.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { TouchedDeadline } from './touched-deadline.ts'

/** A record with all that its deadlines are computed from. */
export type RecordState = {
  readonly record: TrackedRecord
  readonly touched: ReadonlyMap<string, TouchedDeadline>
  readonly events: readonly KeptEvent[]
}

/** What stands around a record and may move its dates, or when somebody is told of them. */
export type Surroundings = {
  readonly workspace: Workspace
  readonly sessions: (organisationId: string) => SessionSeries | undefined
  readonly calendar: (calendarId: string | undefined) => WorkingCalendar
  /** What a recipient has chosen for their own reminders. */
  readonly choices: (recipient: string) => ReminderChoices | undefined
  /** The furthest lead at which anybody is told where the record names none. */
  readonly furthestLeadDays: number
  /** When a person is away, or that they have left; undefined where nothing is known of it. */
  readonly whereabouts: (personId: string) => Whereabouts | undefined
  /** Whether a channel of the team is there and active. */
  readonly isUsable: (channel: ChannelId) => boolean
  /** The person whose own address this is. */
  readonly personAt: (address: string) => PersonId | undefined
}
