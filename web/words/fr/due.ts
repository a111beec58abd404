import type { due as english } from '../en/due.ts'
import type { Translated } from '../words.ts'

export const due: Translated<typeof english> = {
  'due.title': 'Échéances',
  'due.whose': 'De qui',
  'due.when': 'Quand',
  'due.everything': 'Toutes',
  'due.owner': 'Titulaire :',
  'due.more': 'Plus',
  'due.open': 'Ouvrir',
  'due.why': 'Pourquoi cette date',
  'due.count': { one: '{n} échéance', other: '{n} échéances' },
  'due.showAll': 'Tout afficher : {section}',
  'due.empty': 'Aucune échéance. Celles de vos dossiers figureront ici, les plus urgentes en premier.',
  'due.emptyMine': 'Aucune échéance à votre charge.',
  'due.emptyTeam': 'Aucune échéance dont vous soyez titulaire, suppléant ou superviseur.',
  'due.emptySection': 'Rien pour cette période.',

  'whose.mine': 'Les miennes',
  'whose.team': 'Mon équipe',
  'whose.all': 'Toutes',

  'section.overdue': 'En retard',
  'section.week': 'Cette semaine',
  'section.month': 'Sous 30 jours',
  'section.quarter': 'Sous 90 jours',
  'section.later': 'Plus tard',
  'section.undated': 'Sans date',
}
