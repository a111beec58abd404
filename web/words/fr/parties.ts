import type { parties as english } from '../en/parties.ts'
import type { Translated } from '../words.ts'

export const parties: Translated<typeof english> = {
  'parties.title': 'Parties',
  'parties.party': 'Partie',
  'parties.we': 'Nous',
  'parties.capacity': 'Qualité',
  'parties.signature': 'Signature',
  'parties.consent': 'Ratification, adhésion',
  'parties.reservation': 'Réserves, déclarations',
  'parties.objection': 'Objections',
  'parties.end': 'Dénonciation, retrait',

  'amounts.title': 'Montants dus et payés',
  'amounts.due': 'Dû à chaque échéance : {amount}.',
  'amounts.none': 'Aucun paiement n’est enregistré. Un paiement est un événement assorti d’un montant.',
  'amounts.on': 'Date',
  'amounts.what': 'Objet',
  'amounts.amount': 'Montant',
  'amounts.total': 'Total',
}
