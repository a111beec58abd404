import type { channels as english } from '../en/channels.ts'
import type { Translated } from '../words.ts'

export const channels: Translated<typeof english> = {
  'channels.title': 'Kanallar',
  'channels.none': 'Hər kəsə e-poçtla məlumat verilir. Slack, Teams və webhook əlavə etmək olar.',
  'channels.add': 'Kanal əlavə et',
  'channels.test': 'Sınaq mesajı göndər',
  'channels.target': 'Ünvan',
  'channels.targetHint':
    'Slack, Teams və ya öz proqramınızın verdiyi webhook ünvanı. O, bir daha göstərilmir.',
  'channels.secret': 'Webhook mesajlarının imzalandığı məxfi açar.',
  'channels.disabled': 'Söndürülüb:',
  'channels.sure':
    'Bundan sonra heç kim bu kanalla məlumat almır. Onu seçmiş əməkdaşlara əvəzində e-poçt göndərilir.',

  'tried.accepted': 'Sınaq mesajı qəbul edildi.',
  'tried.refused': 'Sınaq mesajı rədd edildi:',
  'tried.unknown': 'Sınaq mesajının çatıb-çatmadığı məlum deyil:',
}
