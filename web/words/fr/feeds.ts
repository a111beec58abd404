import type { feeds as english } from '../en/feeds.ts'
import type { Translated } from '../words.ts'

export const feeds: Translated<typeof english> = {
  'feeds.title': 'Flux de calendrier',
  'feeds.lead':
    'Un calendrier montre ce qui est dû et n’est pas une alarme : les programmes l’interrogent toutes les quelques heures. Les rappels arrivent par courriel.',
  'feeds.none':
    'Aucun flux. Créez-en un et abonnez-vous à son adresse dans Outlook, Google Agenda ou un téléphone.',
  'feeds.add': 'Créer un flux',
  'feeds.made': 'L’adresse de votre nouveau flux.',
  'feeds.nameHint': 'À qui ce calendrier est destiné, pour révoquer le bon.',
  'feeds.whose': 'Titulaire',
  'feeds.everything': 'Tout',
  'feeds.discreet': 'sans intitulés',
  'feeds.discreetHint': 'Sans intitulés ni noms : seulement que quelque chose est dû',
  'feeds.by': 'créé par {name}',
  'feeds.revoke': 'Révoquer l’adresse',
  'feeds.sure':
    'Quiconque s’y est abonné ne reçoit plus de mises à jour. Un nouveau flux aura une autre adresse.',
}
