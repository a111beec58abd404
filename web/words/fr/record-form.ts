import type { recordForm as english } from '../en/record-form.ts'
import type { Translated } from '../words.ts'

export const recordForm: Translated<typeof english> = {
  'new.title': 'Nouveau dossier',
  'new.kind': 'Catégorie de dossier',
  'new.save': 'Enregistrer',
  'new.clear': 'Vider le formulaire',

  'edit.title': 'Modifier le dossier',
  'edit.save': 'Enregistrer les modifications',
  'edit.saveOver': 'Enregistrer mes modifications',
  'edit.cancel': 'Laisser en l’état',

  'form.more': 'Plus : suppléant, délais de rappel, domaines, liens',
  'form.remove': 'Retirer',
  'form.addMilestone': 'Ajouter une étape préalable',
  'form.milestone': 'Étape',
  'form.before': 'avant l’échéance',
  'form.addParty': 'Ajouter une partie',
  'form.addTerm': 'Ajouter une période',
  'form.termStarts': 'Début',
  'form.termEnds': 'Fin',
  'form.impreciseHint': '2026-01-31, 2026-01 ou 2026',
  'form.termEndsHint': 'Vide si inconnue.',
  'form.termOpen': 'Sans limite de durée',
  'form.leadsHint':
    'Nombre de jours avant l’échéance, par exemple 90, 30, 7. Vide : les délais de l’espace de travail.',
  'form.watchersHint': 'Adresses électroniques, séparées par des virgules.',
  'form.commas': 'Séparés par des virgules.',
  'form.rotationHint': 'Qui assume la fonction chaque fois, à tour de rôle ; noms séparés par des virgules.',
  'form.trackedHint': 'Ce qui était dû auparavant relève de l’historique. Vide : aujourd’hui.',
  'form.linksHint': 'Une adresse par ligne.',

  'preview.title': 'Ce qui en découle',
  'preview.missing': 'Il manque encore, pour l’aperçu :',
  'preview.deadlines': 'Échéances',
  'preview.noDeadlines': 'Aucune d’ici à 18 mois.',
  'preview.reminders': 'Rappels',
  'preview.noReminders': 'Aucun d’ici à 18 mois.',
  'preview.more': { one: 'et {n} de plus', other: 'et {n} de plus' },

  'conflict.record':
    'Les modifications de l’autre personne sont reprises ci-dessous ; là où vous avez aussi modifié, votre saisie est conservée.',
  'conflict.both': 'Vous avez aussi modifié ceci : en enregistrant, votre version remplace l’autre.',
}
