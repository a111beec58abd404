import type { Phrase } from '../words.ts'

/** The screen of activity. */
export const activity = {
  'activity.title': 'Activity',
  'activity.lead': 'What has changed, the newest first.',
  'activity.none': 'Nothing has changed yet.',
  'activity.older': 'Earlier changes are in the history of each record.',
  'activity.open': 'Open',

  'changeType.record.changed': 'Record',
  'changeType.organisation.changed': 'Organisation',
  'changeType.person.changed': 'Person',
  'changeType.calendar.changed': 'Calendar',
  'changeType.channel.changed': 'Channel',
  'changeType.webhook.changed': 'Webhook',
  'changeType.settings.changed': 'Settings',
  'changeType.reminder.sent': 'Reminder sent',
  'changeType.reminder.held': 'Reminder held',
  'changeType.reminder.failed': 'Reminder failed',
} as const satisfies Readonly<Record<string, Phrase>>
