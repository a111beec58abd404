import type { Phrase } from '../words.ts'

/** Reminders and the ways that they take. */
export const reminders = {
  'reminder.to': 'to {name}',
  'reminder.before': { one: '{n} day before', other: '{n} days before' },
  'reminder.after': { one: '{n} day after', other: '{n} days after' },

  'channel.email': 'e-mail',
  'channel.slack': 'Slack',
  'channel.teams': 'Teams',
  'channel.webhook': 'webhook',

  'reminders.title': 'Reminders',
  'reminders.due': 'due',
  'reminders.why': 'Reason:',
  'reminders.resend': 'Send again',

  'reminderState.planned': 'Planned',
  'reminderState.sent': 'Sent',
  'reminderState.held': 'Held',
  'reminderState.failed': 'Failed',
  'reminderState.cancelled': 'Cancelled',

  'reminderHint.planned': 'What goes out in the next 30 days, if nothing changes.',
  'reminderHint.sent': 'What went out in the last 30 days.',
  'reminderHint.held': 'Nobody can say whether these arrived. Sending again says so in its subject.',
  'reminderHint.failed': 'These were certainly not delivered.',
  'reminderHint.cancelled':
    'These were no longer needed: done, moved, or a nearer reminder took their place.',

  'remindersNone.planned': 'No reminder is planned within 30 days.',
  'remindersNone.sent': 'No reminder was sent in the last 30 days.',
  'remindersNone.held': 'None is held.',
  'remindersNone.failed': 'None has failed.',
  'remindersNone.cancelled': 'None was cancelled.',
} as const satisfies Readonly<Record<string, Phrase>>
