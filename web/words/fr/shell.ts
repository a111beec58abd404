import type { shell as english } from '../en/shell.ts'
import type { Translated } from '../words.ts'

export const shell: Translated<typeof english> = {
  'shell.arriving': 'Ouverture…',
  'shell.reading': 'Chargement…',
  'shell.skip': 'Aller au contenu',
  'shell.menu': 'Menu',
  'shell.navigation': 'Navigation principale',
  'shell.signedInAs': 'Session ouverte : {name}',
  'shell.signOut': 'Se déconnecter',
  'shell.unknownTitle': 'Rien ici',
  'shell.unknown': 'Cette adresse ne mène nulle part. Elle a pu être tronquée lors de la copie.',
  'shell.toDue': 'Afficher les échéances',

  'language.label': 'Langue',
  'language.draft': '{name} (à relire)',

  'failure.unreachable': 'Pas de réponse.',
  'failure.broken': 'Une erreur s’est produite sur le serveur ({status}).',
  'failure.kept':
    'Rien de ce que vous avez saisi n’est perdu. Vous pouvez réessayer sans risque : l’opération n’est exécutée qu’une fois.',

  'text.label': '{name} :',
  'text.parts': '{first} ; {second}',

  'pager.label': 'Pages',
  'pager.previous': 'Précédente',
  'pager.next': 'Suivante',
  'pager.page': 'Page {n}',

  'once.hint': 'Copiez-le maintenant : il n’est affiché qu’ici et ne le sera plus jamais.',
  'once.copy': 'Copier',

  'action.close': 'Fermer',
  'action.undo': 'Défaire',
  'action.tryAgain': 'Réessayer',

  'conflict.title': 'Une autre personne a modifié ceci pendant votre saisie.',
}
