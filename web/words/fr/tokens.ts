import type { tokens as english } from '../en/tokens.ts'
import type { Translated } from '../words.ts'

export const tokens: Translated<typeof english> = {
  'tokens.title': 'Jetons d’API',
  'tokens.none': 'Aucun jeton. Les programmes, les scripts et cette page se connectent au moyen d’un jeton.',
  'tokens.add': 'Créer un jeton',
  'tokens.made': 'Votre nouveau jeton.',
  'tokens.nameHint': 'À quoi il sert, afin que vous puissiez révoquer le bon.',
  'tokens.scope': 'Droits',
  'tokens.for': 'Pour',
  'tokens.revoke': 'Révoquer',
  'tokens.revokeNow': 'Révoquer le jeton',
  'tokens.sure': 'Tout ce qui se connecte avec ce jeton n’a plus accès.',
  'tokens.noEnd': 'sans limite de durée',
  'tokens.until': 'jusqu’au {at}',

  'scope.read': 'Lecture seule',
  'scope.write': 'Lecture et écriture',
}
