import type { keys as english } from '../en/keys.ts'
import type { Translated } from '../words.ts'

export const keys: Translated<typeof english> = {
  'keys.title': 'Klaviatura qısayolları',
  'keys.search': 'Axtarış',
  'keys.new': 'Yeni yazı',
  'keys.next': 'Növbəti sətir',
  'keys.previous': 'Əvvəlki sətir',
  'keys.open': 'Sətri aç',
  'keys.done': 'İcra olundu',
  'keys.acknowledge': 'Tanış oldum',
  'keys.snooze': 'Sonra xatırlat',
  'keys.assign': 'Başqasına həvalə et',
  'keys.move': 'Tarixi dəyiş',
  'keys.undo': 'Son əməliyyatı geri qaytar',
  'keys.close': 'Açılmış hissəni bağla',
  'keys.areOn': 'Tək düyməli qısayollar işləyir',
}
