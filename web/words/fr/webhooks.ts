import type { webhooks as english } from '../en/webhooks.ts'
import type { Translated } from '../words.ts'

export const webhooks: Translated<typeof english> = {
  'webhooks.title': 'Webhooks',
  'webhooks.none':
    'Aucun webhook. Un de vos programmes peut être averti de chaque changement par un message signé, réessayé pendant trois jours.',
  'webhooks.add': 'Ajouter un webhook',
  'webhooks.secret': 'Le secret qui signe ses messages.',
  'webhooks.urlHint': 'Une adresse https sur l’internet public.',
  'webhooks.types': 'L’avertir de',
  'webhooks.typesHint': 'Aucun choix : il est averti de tout.',
  'webhooks.all': 'de tout',
  'webhooks.disable': 'Désactiver',
  'webhooks.enable': 'Reprendre',
  'webhooks.rotate': 'Nouveau secret',
  'webhooks.rotateHint':
    'L’ancien secret signe encore un jour, à côté du nouveau : adaptez le programme destinataire dans ce délai.',
  'webhooks.rotateNow': 'Créer un nouveau secret',
  'webhooks.sure': 'Ce qui restait à lui transmettre n’est pas envoyé.',
  'webhooks.log': 'Journal',
  'webhooks.logNone': 'Rien ne lui a encore été transmis. Les messages des 30 derniers jours figurent ici.',
  'webhooks.at': 'Quand',
  'webhooks.about': 'Sujet',
  'webhooks.answer': 'Dernière réponse',
  'webhooks.tries': { one: '{n} essai', other: '{n} essais' },
  'webhooks.next': 'prochain : {at}',
  'webhooks.replay': 'Renvoyer',

  'messageState.pending': 'En attente',
  'messageState.delivered': 'Remis',
  'messageState.failed': 'Non remis',
  'messageState.dropped': 'Abandonné',
}
