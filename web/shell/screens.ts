import type { ComponentType } from 'preact'
import { ActivityScreen } from '../screens/activity/activity-screen.tsx'
import { DeadlineScreen } from '../screens/deadline/deadline-screen.tsx'
import { DueScreen } from '../screens/due/due-screen.tsx'
import { HealthScreen } from '../screens/health/health-screen.tsx'
import { ImportScreen } from '../screens/import/import-screen.tsx'
import { EditScreen } from '../screens/new-record/edit-screen.tsx'
import { NewRecordScreen } from '../screens/new-record/new-record-screen.tsx'
import { OrganisationScreen } from '../screens/organisation/organisation-screen.tsx'
import { PeopleScreen } from '../screens/people/people-screen.tsx'
import { RecordScreen } from '../screens/record/record-screen.tsx'
import { RemindersScreen } from '../screens/reminders/reminders-screen.tsx'
import { SearchScreen } from '../screens/search/search-screen.tsx'
import { SettingsScreen } from '../screens/settings/settings-screen.tsx'
import { YearScreen } from '../screens/year/year-screen.tsx'
import type { WordKey } from '../words/words.ts'
import { InvitationScreen } from './invitation.tsx'

/** A screen: where it is, what it is called, and the keys that lead to it after `g`. */
export type Screen = {
  readonly path: string
  readonly title: WordKey
  readonly show: ComponentType<{ readonly id: string | undefined }>
  /** Whether the navigation lists it; what is not listed is reached from a list. */
  readonly key?: string
}

export const screens: readonly Screen[] = [
  { path: 'due', title: 'due.title', show: DueScreen, key: 'd' },
  { path: 'new', title: 'new.title', show: NewRecordScreen, key: 'n' },
  { path: 'year', title: 'year.nav', show: YearScreen, key: 'y' },
  { path: 'search', title: 'search.title', show: SearchScreen, key: 's' },
  { path: 'organisations', title: 'organisations.title', show: OrganisationScreen, key: 'o' },
  { path: 'reminders', title: 'reminders.title', show: RemindersScreen, key: 'r' },
  { path: 'people', title: 'people.title', show: PeopleScreen, key: 'p' },
  { path: 'import', title: 'import.title', show: ImportScreen, key: 'i' },
  { path: 'activity', title: 'activity.title', show: ActivityScreen, key: 'a' },
  { path: 'health', title: 'health.title', show: HealthScreen, key: 'h' },
  { path: 'settings', title: 'settings.title', show: SettingsScreen, key: 't' },
  { path: 'records', title: 'record.title', show: RecordScreen },
  { path: 'edit', title: 'edit.title', show: EditScreen },
  { path: 'deadlines', title: 'deadline.title', show: DeadlineScreen },
  { path: 'invitation', title: 'invitation.title', show: InvitationScreen },
]
