import type { settings as english } from '../en/settings.ts'
import type { Translated } from '../words.ts'

export const settings: Translated<typeof english> = {
  'settings.title': 'Paramètres',
  'settings.readOnly':
    'Seul un administrateur modifie les paramètres. Vos propres jetons vous appartiennent.',
  'settings.parts': 'Rubriques des paramètres',
  'settings.workspace': 'Espace de travail',
  'settings.name': 'Nom de l’espace de travail',
  'settings.zone': 'Fuseau horaire',
  'settings.zoneHint': 'Par exemple Asia/Baku.',
  'settings.hour': 'Heure d’envoi des courriels',
  'settings.hourHint': 'À l’heure du fuseau horaire.',
  'settings.leads': 'Rappels avant une échéance',
  'settings.leadsHint': 'En jours, par exemple 180, 90, 30, 7, 1. Un dossier peut fixer les siens.',
  'settings.workingDays': 'Jours ouvrés',
  'settings.holidays': 'Jours fériés',

  'calendars.title': 'Calendriers',
  'calendars.none':
    'Les jours propres à l’espace de travail s’appliquent partout. Ajoutez un calendrier pour un organe dont les jours fériés diffèrent.',
  'calendars.lead': 'Un échéancier peut décaler et compter ses dates selon un calendrier qui lui est propre.',
  'calendars.add': 'Ajouter un calendrier',
  'calendars.holidays': { one: '{n} jour férié', other: '{n} jours fériés' },
}
