import type { people as english } from '../en/people.ts'
import type { Translated } from '../words.ts'

export const people: Translated<typeof english> = {
  'people.title': 'Équipe',
  'people.load': 'Qui répond des échéances des 90 prochains jours',
  'people.name': 'Nom',
  'people.email': 'Adresse électronique',
  'people.role': 'Rôle',
  'people.overdue': { one: '{n} en retard', other: '{n} en retard' },
  'people.signsIn': 'se connecte',
  'people.add': 'Ajouter une personne',
  'people.removeHint':
    '{name} n’a plus accès. Ce que cette personne a fait reste sous son nom dans chaque historique.',
  'people.removeNow': 'Transmettre et retirer',

  'absence.button': 'Absence',
  'absence.away': 'Absence jusqu’au {until} :',
  'absence.days': '{first} – {last}',
  'absence.deputies': 'le suppléant de chaque dossier assure l’intérim',
  'absence.standIn': '{name} assure l’intérim',
  'absence.startsOn': 'Premier jour d’absence',
  'absence.endsOn': 'Dernier jour d’absence',
  'absence.who': 'Qui assure l’intérim',
  'absence.hint': 'Cette personne est avertie elle aussi de tout ce qui tombe dans cette période.',
  'absence.noStandIn': 'Le suppléant de chaque dossier',
  'absence.add': 'Enregistrer',

  'invite.button': 'Inviter',
  'invite.lead':
    'Une invitation est un lien. Quiconque l’ouvre dans les sept jours rattache sa connexion à cette personne.',
  'invite.again': 'Cette personne se connecte déjà. Une nouvelle invitation remplace cette connexion.',
  'invite.make': 'Créer une invitation',
  'invite.made': 'L’invitation de {name}.',
  'invite.until':
    'Elle sert une seule fois, jusqu’au {at}. Envoyez-la vous-même à {email} : Servanda ne le fait pas.',

  'inherited.title': 'Dossiers confidentiels sans titulaire',
  'inherited.lead':
    'Ils vous reviennent, et vous voyez seulement qu’ils existent. Quiconque en ouvre un le voit désormais, et l’historique en fait mention.',
  'inherited.open': 'Ouvrir le dossier',
  'inherited.openNow': 'Ouvrir pour ce motif',
  'inherited.hint': 'Il figure dans l’historique du dossier.',

  'teamRole.viewer': 'Lecture',
  'teamRole.editor': 'Rédaction',
  'teamRole.administrator': 'Administration',

  'handover.button': 'Transmettre',
  'handover.to': 'Ce dont {name} répond est transmis à',
  'handover.preview': 'Afficher de quoi il s’agit',
  'handover.sure': 'Tout transmettre',
  'handover.count': { one: '{n} dossier change de mains :', other: '{n} dossiers changent de mains :' },
  'handover.records': 'Dossiers qui changent de mains',
  'handover.confidential': 'Un dossier confidentiel',
  'handover.done': {
    one: '{n} dossier est en cours de transmission.',
    other: '{n} dossiers sont en cours de transmission.',
  },

  'handoverRole.owner': 'titulaire',
  'handoverRole.deputy': 'suppléant',
  'handoverRole.supervisor': 'superviseur',
  'handoverRole.watcher': 'en copie',
}
