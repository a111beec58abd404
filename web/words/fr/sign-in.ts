import type { signIn as english } from '../en/sign-in.ts'
import type { Translated } from '../words.ts'

export const signIn: Translated<typeof english> = {
  'signIn.title': 'Connexion',
  'signIn.lead': 'Les échéances des accords, des participations et des engagements, et qui en répond.',
  'signIn.token': 'Jeton d’API',
  'signIn.hint':
    'Sur un seul poste, la commande npm start l’affiche. Sinon, un administrateur vous en remet un.',
  'signIn.button': 'Se connecter',
  'signIn.empty': 'Collez le jeton : lettres, chiffres et signes, sans espaces.',
  'signIn.refused': 'Ce jeton n’est plus reconnu. Demandez-en un autre ou collez-le de nouveau.',
  'signIn.withIssuer': 'Se connecter avec votre organisation',
  'signIn.byToken': 'Avec un jeton d’API',
  'signIn.failed': 'La connexion n’a pas abouti.',
  'signIn.ended': 'Votre session est terminée. Ce que vous avez saisi attend dans cet onglet.',
  'signIn.elsewhere': 'Se reconnecter dans un autre onglet',

  'invitation.title': 'Invitation reçue',
  'invitation.first': 'Vous êtes invité. Connectez-vous d’abord, puis acceptez l’invitation.',
  'invitation.lead':
    'Vous êtes connecté et n’appartenez encore à aucun espace de travail. Un administrateur vous invite par un lien.',
  'invitation.code': 'Code de l’invitation',
  'invitation.hint': 'La dernière partie du lien, à partir de inv_.',
  'invitation.accept': 'Accepter l’invitation',
  'invitation.already':
    'Vous êtes déjà connecté en tant que {name}. Une invitation est destinée à qui ne l’est pas.',
}
