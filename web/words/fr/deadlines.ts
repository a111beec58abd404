import type { deadlines as english } from '../en/deadlines.ts'
import type { Translated } from '../words.ts'

export const deadlines: Translated<typeof english> = {
  'deadline.title': 'Échéance',
  'deadline.record': 'Dossier',
  'deadline.ruleDueOn': 'Selon la règle',
  'deadline.turn': 'À qui le tour',

  'deadlineKind.occurrence': 'Occurrence',
  'deadlineKind.milestone': 'Étape préalable',
  'deadlineKind.notice': 'Préavis',
  'deadlineKind.term_end': 'Fin de période',
  'deadlineKind.candidature': 'Candidature',
  'deadlineKind.objection': 'Objection',
  'deadlineKind.entry_into_force': 'Entrée en vigueur',

  'status.open': 'à faire',
  'status.overdue': 'en retard',
  'status.done': 'fait',
  'status.waived': 'dispense accordée',
  'status.cancelled': 'échéance annulée',

  'state.done': 'Fait le {on}',
  'state.waived': 'Dispense accordée',
  'state.cancelled': 'Échéance annulée',
  'state.moved': 'Date déplacée',
  'state.movedFrom': 'Date déplacée, initialement : {from}',
  'state.acknowledged': 'Accusé de réception : {by}',
  'state.snoozed': 'En veille jusqu’au {until}',

  'act.complete': 'Fait',
  'act.acknowledge': 'Accuser réception',
  'act.snooze': 'Mettre en veille',
  'act.assign': 'Attribuer',
  'act.move': 'Déplacer',
  'act.waive': 'Dispenser',
  'act.cancel': 'Annuler l’échéance',
  'act.reopen': 'Rouvrir',
  'act.on': 'Fait le',
  'act.note': 'Note',
  'act.evidence': 'Pièces justificatives',
  'act.evidenceHint': 'Un lien ou une référence, par exemple une note verbale ; un par ligne.',
  'act.until': 'En veille jusqu’au',
  'act.untilHint': 'Aucun rappel avant ce jour.',
  'act.inDays': { one: 'Demain', other: 'Dans {n} jours' },
  'act.owner': 'Nouveau titulaire',
  'act.reason': 'Motif',
  'act.dueOn': 'Nouvelle date',
  'act.dueOnHint':
    'Année, mois, jour : 2026-11-13. Le mois seul si l’on n’en sait pas plus : 2026-11. Vide : ajournée, sans nouvelle date.',

  'conflict.deadline':
    'État actuel : {status} ; échéance : {due} ; titulaire : {owner}. Votre saisie est conservée.',
  'conflict.anyway': 'Confirmer malgré tout',
}
