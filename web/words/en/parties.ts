import type { Phrase } from '../words.ts'

/** The parties of a treaty, and amounts due and paid. */
export const parties = {
  'parties.title': 'Parties',
  'parties.party': 'Party',
  'parties.we': 'We',
  'parties.capacity': 'Capacity',
  'parties.signature': 'Signature',
  'parties.consent': 'Ratification, accession',
  'parties.reservation': 'Reservations, declarations',
  'parties.objection': 'Objections',
  'parties.end': 'Denunciation, withdrawal',

  'amounts.title': 'Amounts due and paid',
  'amounts.due': 'Due each time: {amount}.',
  'amounts.none': 'No payment is recorded. Payments are events with an amount.',
  'amounts.on': 'On',
  'amounts.what': 'What',
  'amounts.amount': 'Amount',
  'amounts.total': 'Total',
} as const satisfies Readonly<Record<string, Phrase>>
