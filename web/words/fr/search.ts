import type { search as english } from '../en/search.ts'
import type { Translated } from '../words.ts'

export const search: Translated<typeof english> = {
  'search.title': 'Recherche',
  'search.words': 'Mots',
  'search.hint':
    'Dans les intitulés, notes, références et organisations. Accents et majuscules sont indifférents.',
  'search.kind': 'Catégorie',
  'search.anyKind': 'Toutes',
  'search.anyOwner': 'Tous',
  'search.area': 'Domaine',
  'search.status': 'État',
  'search.records': 'Dossiers',
  'search.none': 'Aucun dossier ne réunit tout cela. Essayez avec moins de mots, ou un autre état.',

  'views.title': { one: 'Vue enregistrée ({n})', other: 'Vues enregistrées ({n})' },
  'views.name': 'Nom de cette vue',
  'views.hint': 'Conservée dans ce navigateur. L’adresse de la page peut être envoyée à d’autres personnes.',
  'views.save': 'Enregistrer cette vue',
}
