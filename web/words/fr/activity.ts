import type { activity as english } from '../en/activity.ts'
import type { Translated } from '../words.ts'

export const activity: Translated<typeof english> = {
  'activity.title': 'Activité',
  'activity.lead': 'Ce qui a changé, le plus récent en premier.',
  'activity.none': 'Rien n’a encore changé.',
  'activity.older': 'Les changements antérieurs figurent dans l’historique de chaque dossier.',
  'activity.open': 'Ouvrir',

  'changeType.record.changed': 'Dossier',
  'changeType.organisation.changed': 'Organisation',
  'changeType.person.changed': 'Personne',
  'changeType.calendar.changed': 'Calendrier',
  'changeType.channel.changed': 'Canal',
  'changeType.webhook.changed': 'Webhook',
  'changeType.settings.changed': 'Paramètres',
  'changeType.reminder.sent': 'Rappel envoyé',
  'changeType.reminder.held': 'Rappel en suspens',
  'changeType.reminder.failed': 'Rappel non remis',
}
