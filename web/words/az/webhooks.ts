import type { webhooks as english } from '../en/webhooks.ts'
import type { Translated } from '../words.ts'

export const webhooks: Translated<typeof english> = {
  'webhooks.title': 'Webhook ünvanları',
  'webhooks.none':
    'Webhook yoxdur. Proqramınıza hər dəyişiklik barədə imzalanmış mesaj göndərilə bilər; göndərmə cəhdləri üç gün davam edir.',
  'webhooks.add': 'Webhook əlavə et',
  'webhooks.secret': 'Mesajların imzalandığı məxfi açar.',
  'webhooks.urlHint': 'Açıq internetdə https ünvanı.',
  'webhooks.types': 'Nə barədə bildirilsin',
  'webhooks.typesHint': 'Heç biri seçilməyibsə: hər şey barədə.',
  'webhooks.all': 'hər şey barədə',
  'webhooks.disable': 'Söndür',
  'webhooks.enable': 'Yenidən işə sal',
  'webhooks.rotate': 'Yeni məxfi açar',
  'webhooks.rotateHint':
    'Mesajlar bir gün ərzində həm əvvəlki, həm də yeni açarla imzalanır: bu müddətdə qəbuledici proqramı dəyişin.',
  'webhooks.rotateNow': 'Yeni məxfi açar yarat',
  'webhooks.sure': 'Hələ bildirilməmiş dəyişikliklər göndərilmir.',
  'webhooks.log': 'Jurnal',
  'webhooks.logNone': 'Hələ heç nə bildirilməyib. Son 30 günün mesajları burada sadalanır.',
  'webhooks.at': 'Vaxt',
  'webhooks.about': 'Mövzu',
  'webhooks.answer': 'Son cavab',
  'webhooks.tries': '{n} cəhd',
  'webhooks.next': 'növbəti: {at}',
  'webhooks.replay': 'Yenidən bildir',

  'messageState.pending': 'Gözləyir',
  'messageState.delivered': 'Çatdırılıb',
  'messageState.failed': 'Çatdırılmayıb',
  'messageState.dropped': 'Ləğv edilib',
}
