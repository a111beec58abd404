import { activity } from './fr/activity.ts'
import { channels } from './fr/channels.ts'
import { dates } from './fr/dates.ts'
import { deadlines } from './fr/deadlines.ts'
import { due } from './fr/due.ts'
import { events } from './fr/events.ts'
import { feeds } from './fr/feeds.ts'
import { health } from './fr/health.ts'
import { history } from './fr/history.ts'
import { imports } from './fr/imports.ts'
import { keys } from './fr/keys.ts'
import { organisations } from './fr/organisations.ts'
import { parties } from './fr/parties.ts'
import { people } from './fr/people.ts'
import { recordForm } from './fr/record-form.ts'
import { records } from './fr/records.ts'
import { reminders } from './fr/reminders.ts'
import { schedules } from './fr/schedules.ts'
import { search } from './fr/search.ts'
import { settings } from './fr/settings.ts'
import { shell } from './fr/shell.ts'
import { signIn } from './fr/sign-in.ts'
import { tokens } from './fr/tokens.ts'
import { webhooks } from './fr/webhooks.ts'
import { welcome } from './fr/welcome.ts'
import { year } from './fr/year.ts'
import { withFrenchSpaces } from './french-spaces.ts'
import type { Catalogue } from './words.ts'

/**
 * A draft, to be reviewed by somebody whose language it is. Terms are those of the French text of the Vienna Convention
 * on the Law of Treaties and of the glossary of the UN Treaty Collection. Dates may be a month, a year or an interval:
 * an article stands before them only where they are always a day.
 */
export const fr: Catalogue = withFrenchSpaces({
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
})
