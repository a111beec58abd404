import type { Phrase } from '../words.ts'

/** Settings of the workspace, and its calendars. */
export const settings = {
  'settings.title': 'Settings',
  'settings.readOnly': 'Only an administrator changes the settings. Your own tokens are yours.',
  'settings.parts': 'Parts of the settings',
  'settings.workspace': 'Workspace',
  'settings.name': 'Name of the workspace',
  'settings.zone': 'Time zone',
  'settings.zoneHint': 'Such as Asia/Baku.',
  'settings.hour': 'Mail goes out at',
  'settings.hourHint': 'On the clocks of the time zone.',
  'settings.leads': 'Reminders before a deadline',
  'settings.leadsHint': 'Days, such as 180, 90, 30, 7, 1. A record may name its own.',
  'settings.workingDays': 'Working days',
  'settings.holidays': 'Holidays',

  'calendars.title': 'Calendars',
  'calendars.none':
    'The workspace’s own days apply everywhere. Add a calendar for a body with other holidays.',
  'calendars.lead': 'Schedules can roll and count by a calendar of their own.',
  'calendars.add': 'Add a calendar',
  'calendars.holidays': { one: '{n} holiday', other: '{n} holidays' },
} as const satisfies Readonly<Record<string, Phrase>>
