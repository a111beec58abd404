import type { welcome as english } from '../en/welcome.ts'
import type { Translated } from '../words.ts'

export const welcome: Translated<typeof english> = {
  'sample.tag': 'Exemple',
  'sample.title': 'Ces données sont un exemple.',
  'sample.lead':
    'Les obligations d’un bureau de coopération, à parcourir librement ; dossiers : {records}, organisations : {organisations}.',
  'sample.remove': 'Supprimer l’exemple',
  'sample.removing': 'Suppression…',
  'sample.sure':
    'Tout ce qui accompagnait l’exemple disparaît. Ce que vous avez enregistré vous-même demeure.',
  'sample.yes': 'Supprimer',
  'sample.no': 'Conserver',
  'sample.failed':
    'L’exemple n’a pas pu être supprimé en entier. Réessayez : la suppression reprend là où elle s’est arrêtée.',

  'first.title': 'Trois étapes vers un premier dossier',
  'first.settings': 'Nommez votre espace de travail',
  'first.settingsLead': 'et fixez son fuseau horaire et son heure d’envoi.',
  'first.organisation': 'Ajoutez une organisation',
  'first.organisationLead': 'envers laquelle vous êtes engagé ou dans laquelle vous siégez.',
  'first.record': 'Enregistrez un engagement',
  'first.recordLead': 'et voyez ses échéances avant de l’enregistrer.',
}
