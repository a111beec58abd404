import type { due as english } from '../en/due.ts'
import type { Translated } from '../words.ts'

export const due: Translated<typeof english> = {
  'due.title': 'Son tarixlər',
  'due.whose': 'Kimin',
  'due.when': 'Nə vaxt',
  'due.everything': 'Hamısı',
  'due.owner': 'Məsul şəxs:',
  'due.more': 'Ətraflı',
  'due.open': 'Aç',
  'due.why': 'Tarixin əsası',
  'due.count': '{n} son tarix',
  'due.showAll': 'Hamısını göstər: {section}',
  'due.empty':
    'Son tarix yoxdur. Yazılarınızın son tarixləri burada sadalanacaq, ən təcililər əvvəldə olmaqla.',
  'due.emptyMine': 'Sizin son tarixiniz yoxdur.',
  'due.emptyTeam': 'Məsul olduğunuz, əvəz etdiyiniz və ya nəzarət etdiyiniz işlər üzrə son tarix yoxdur.',
  'due.emptySection': 'Bu dövrdə heç nə yoxdur.',

  'whose.mine': 'Mənim',
  'whose.team': 'Komandamın',
  'whose.all': 'Hamının',

  'section.overdue': 'Müddəti ötmüş',
  'section.week': 'Bu həftə',
  'section.month': '30 gün ərzində',
  'section.quarter': '90 gün ərzində',
  'section.later': 'Daha sonra',
  'section.undated': 'Tarixi olmayan',
}
