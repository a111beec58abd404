import type { channels as english } from '../en/channels.ts'
import type { Translated } from '../words.ts'

export const channels: Translated<typeof english> = {
  'channels.title': 'Canaux',
  'channels.none':
    'Tout le monde est averti par courriel. Slack, Teams et des webhooks peuvent être ajoutés.',
  'channels.add': 'Ajouter un canal',
  'channels.test': 'Envoyer un essai',
  'channels.target': 'Adresse',
  'channels.targetHint':
    'L’adresse de webhook donnée par Slack, Teams ou votre programme. Elle n’est plus affichée ensuite.',
  'channels.secret': 'Le secret avec lequel le webhook est signé.',
  'channels.disabled': 'Désactivé :',
  'channels.sure':
    'Plus personne n’est averti par ce canal. Quiconque l’avait choisi reçoit des courriels à la place.',

  'tried.accepted': 'L’essai a été accepté.',
  'tried.refused': 'L’essai a été refusé :',
  'tried.unknown': 'Nul ne peut dire si l’essai est arrivé :',
}
