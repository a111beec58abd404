import { activity } from './az/activity.ts'
import { channels } from './az/channels.ts'
import { dates } from './az/dates.ts'
import { deadlines } from './az/deadlines.ts'
import { due } from './az/due.ts'
import { events } from './az/events.ts'
import { feeds } from './az/feeds.ts'
import { health } from './az/health.ts'
import { history } from './az/history.ts'
import { imports } from './az/imports.ts'
import { keys } from './az/keys.ts'
import { organisations } from './az/organisations.ts'
import { parties } from './az/parties.ts'
import { people } from './az/people.ts'
import { recordForm } from './az/record-form.ts'
import { records } from './az/records.ts'
import { reminders } from './az/reminders.ts'
import { schedules } from './az/schedules.ts'
import { search } from './az/search.ts'
import { settings } from './az/settings.ts'
import { shell } from './az/shell.ts'
import { signIn } from './az/sign-in.ts'
import { tokens } from './az/tokens.ts'
import { webhooks } from './az/webhooks.ts'
import { welcome } from './az/welcome.ts'
import { year } from './az/year.ts'
import type { Catalogue } from './words.ts'

/**
 * A draft, to be reviewed by somebody whose language it is. A noun stays in the singular after a number, and no ending
 * is put on a blank: which ending it takes would hang on the vowels of what is filled in.
 */
export const az: Catalogue = {
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
