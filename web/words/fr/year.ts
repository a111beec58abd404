import type { year as english } from '../en/year.ts'
import type { Translated } from '../words.ts'

export const year: Translated<typeof english> = {
  'year.nav': 'Année',
  'year.title': 'Année {year}',
  'year.turn': 'Autres années',
  'year.none': 'Aucune échéance pour cette année.',
  'year.noneInMonth': 'Aucune échéance pour ce mois.',
  'year.atLeast': 'Seules les {n} premières échéances sont comptées.',
  'year.counts': { one: 'à faire : {n} ; closes : {closed}', other: 'à faire : {n} ; closes : {closed}' },
}
