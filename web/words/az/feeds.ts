import type { feeds as english } from '../en/feeds.ts'
import type { Translated } from '../words.ts'

export const feeds: Translated<typeof english> = {
  'feeds.title': 'Təqvim lentləri',
  'feeds.lead':
    'Təqvim son tarixləri göstərir, lakin xəbərdarlıq vasitəsi deyil: proqramlar onu bir neçə saatdan bir yeniləyir. Xatırlatmalar e-poçtla gəlir.',
  'feeds.none':
    'Təqvim lenti yoxdur. Onu yaradın və ünvanına Outlook, Google Calendar və ya telefonunuzda abunə olun.',
  'feeds.add': 'Lent yarat',
  'feeds.made': 'Yeni lentinizin ünvanı.',
  'feeds.nameHint': 'Kimin təqvimi üçün olduğunu yazın ki, sonra məhz lazım olanı ləğv edə biləsiniz.',
  'feeds.whose': 'Məsul şəxs',
  'feeds.everything': 'Hamısı',
  'feeds.discreet': 'başlıqsız',
  'feeds.discreetHint': 'Başlıqsız və adsız: yalnız son tarixin olduğu göstərilir',
  'feeds.by': 'yaradan: {name}',
  'feeds.revoke': 'Ünvanı ləğv et',
  'feeds.sure': 'Ona abunə olanlar daha yenilik görmür. Yeni lentin ünvanı başqa olur.',
}
