import type { parties as english } from '../en/parties.ts'
import type { Translated } from '../words.ts'

export const parties: Translated<typeof english> = {
  'parties.title': 'Tərəflər',
  'parties.party': 'Tərəf',
  'parties.we': 'Biz',
  'parties.capacity': 'Hansı qismdə',
  'parties.signature': 'İmzalanma',
  'parties.consent': 'Ratifikasiya, qoşulma',
  'parties.reservation': 'Qeyd-şərtlər, bəyanatlar',
  'parties.objection': 'Etirazlar',
  'parties.end': 'Denonsasiya, çıxma',

  'amounts.title': 'Ödənilməli və ödənilmiş məbləğlər',
  'amounts.due': 'Hər dəfə ödənilməlidir: {amount}.',
  'amounts.none': 'Ödəniş qeydə alınmayıb. Ödəniş məbləği göstərilən hadisədir.',
  'amounts.on': 'Tarix',
  'amounts.what': 'Təyinat',
  'amounts.amount': 'Məbləğ',
  'amounts.total': 'Cəmi',
}
