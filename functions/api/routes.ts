import type { Route } from './route.ts'
import { absenceRoutes } from './routes/absences.ts'
import { calendarRoutes } from './routes/calendars.ts'
import { changeRoutes } from './routes/changes.ts'
import { channelRoutes } from './routes/channels.ts'
import { deadlineRoutes } from './routes/deadlines.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { eventRoutes } from './routes/events.ts'
import { exportRoutes } from './routes/exports.ts'
import { feedRoutes } from './routes/feeds.ts'
import { handoverRoutes } from './routes/handovers.ts'
import { heartbeatRoutes } from './routes/heartbeat.ts'
import { historyRoutes } from './routes/history.ts'
import { importRoutes } from './routes/imports.ts'
import { inheritedRoutes } from './routes/inherited.ts'
import { meRoutes } from './routes/me.ts'
import { muteRoutes } from './routes/mutes.ts'
import { organisationRoutes } from './routes/organisations.ts'
import { recordRoutes } from './routes/records.ts'
import { releaseRoutes } from './routes/release.ts'
import { reminderChoiceRoutes } from './routes/reminder-choices.ts'
import { reminderRoutes } from './routes/reminders.ts'
import { scheduleRoutes } from './routes/schedules.ts'
import { sessionCalendarRoutes } from './routes/session-calendar.ts'
import { sessionSourceRoutes } from './routes/session-sources.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { settingsRoutes } from './routes/settings.ts'
import { teamRoutes } from './routes/team.ts'
import { templateRoutes } from './routes/templates.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { webhookMessageRoutes } from './routes/webhook-messages.ts'
import { webhookRoutes } from './routes/webhooks.ts'

/** Every operation of the API that works on what is stored. */
export const routes: readonly Route[] = [
  ...meRoutes,
  ...organisationRoutes,
  ...sessionRoutes,
  ...sessionCalendarRoutes,
  ...sessionSourceRoutes,
  ...recordRoutes,
  ...eventRoutes,
  ...historyRoutes,
  ...changeRoutes,
  ...deadlineRoutes,
  ...scheduleRoutes,
  ...templateRoutes,
  ...reminderRoutes,
  ...reminderChoiceRoutes,
  ...muteRoutes,
  ...calendarRoutes,
  ...channelRoutes,
  ...teamRoutes,
  ...absenceRoutes,
  ...tokenRoutes,
  ...handoverRoutes,
  ...erasureRoutes,
  ...inheritedRoutes,
  ...settingsRoutes,
  ...releaseRoutes,
  ...heartbeatRoutes,
  ...importRoutes,
  ...exportRoutes,
  ...webhookRoutes,
  ...webhookMessageRoutes,
  ...feedRoutes,
]
