import type { year as english } from '../en/year.ts'
import type { Translated } from '../words.ts'

export const year: Translated<typeof english> = {
  'year.nav': 'İl',
  'year.title': 'İl: {year}',
  'year.turn': 'Digər illər',
  'year.none': 'Bu il üçün son tarix yoxdur.',
  'year.noneInMonth': 'Bu ay üçün son tarix yoxdur.',
  'year.atLeast': 'Yalnız ilk {n} son tarix sayılıb.',
  'year.counts': '{n} açıq, {closed} bağlı',
}
