import { activity } from './en/activity.ts'
import { channels } from './en/channels.ts'
import { dates } from './en/dates.ts'
import { deadlines } from './en/deadlines.ts'
import { due } from './en/due.ts'
import { events } from './en/events.ts'
import { feeds } from './en/feeds.ts'
import { health } from './en/health.ts'
import { history } from './en/history.ts'
import { imports } from './en/imports.ts'
import { keys } from './en/keys.ts'
import { organisations } from './en/organisations.ts'
import { parties } from './en/parties.ts'
import { people } from './en/people.ts'
import { recordForm } from './en/record-form.ts'
import { records } from './en/records.ts'
import { reminders } from './en/reminders.ts'
import { schedules } from './en/schedules.ts'
import { search } from './en/search.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { tokens } from './en/tokens.ts'
import { webhooks } from './en/webhooks.ts'
import { welcome } from './en/welcome.ts'
import { year } from './en/year.ts'

/** Every word of the page in English, by its screen or noun; the other catalogues have the same keys. */
export const en = {
  ...shell,
  ...signIn,
  ...keys,
  ...dates,
  ...welcome,
  ...due,
  ...deadlines,
  ...schedules,
  ...records,
  ...parties,
  ...events,
  ...recordForm,
  ...history,
  ...organisations,
  ...year,
  ...search,
  ...reminders,
  ...people,
  ...health,
  ...settings,
  ...channels,
  ...feeds,
  ...webhooks,
  ...tokens,
  ...imports,
  ...activity,
}
