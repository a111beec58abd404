import type { reminders as english } from '../en/reminders.ts'
import type { Translated } from '../words.ts'

export const reminders: Translated<typeof english> = {
  'reminder.to': 'à {name}',
  'reminder.before': { one: '{n} jour avant', other: '{n} jours avant' },
  'reminder.after': { one: '{n} jour après', other: '{n} jours après' },

  'channel.email': 'courriel',
  'channel.slack': 'Slack',
  'channel.teams': 'Teams',
  'channel.webhook': 'webhook',

  'reminders.title': 'Rappels',
  'reminders.due': 'échéance :',
  'reminders.why': 'Motif :',
  'reminders.resend': 'Renvoyer',

  'reminderState.planned': 'Prévus',
  'reminderState.sent': 'Envoyés',
  'reminderState.held': 'En suspens',
  'reminderState.failed': 'Non remis',
  'reminderState.cancelled': 'Annulés',

  'reminderHint.planned': 'Ce qui partira dans les 30 prochains jours, si rien ne change.',
  'reminderHint.sent': 'Ce qui est parti au cours des 30 derniers jours.',
  'reminderHint.held':
    'Nul ne peut dire si ces rappels sont arrivés. Un nouvel envoi le signale dans son objet.',
  'reminderHint.failed': 'Ces rappels n’ont certainement pas été remis.',
  'reminderHint.cancelled':
    'Ces rappels n’étaient plus nécessaires : échéance réglée ou déplacée, ou rappel plus proche à leur place.',

  'remindersNone.planned': 'Aucun rappel n’est prévu dans les 30 prochains jours.',
  'remindersNone.sent': 'Aucun rappel n’a été envoyé au cours des 30 derniers jours.',
  'remindersNone.held': 'Aucun rappel n’est en suspens.',
  'remindersNone.failed': 'Aucun rappel n’a échoué.',
  'remindersNone.cancelled': 'Aucun rappel n’a été annulé.',
}
