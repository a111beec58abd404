import type { activity as english } from '../en/activity.ts'
import type { Translated } from '../words.ts'

export const activity: Translated<typeof english> = {
  'activity.title': 'Son dəyişikliklər',
  'activity.lead': 'Nələrin dəyişdiyi, ən yenilər əvvəldə olmaqla.',
  'activity.none': 'Hələ heç nə dəyişməyib.',
  'activity.older': 'Daha əvvəlki dəyişikliklər hər yazının tarixçəsindədir.',
  'activity.open': 'Aç',

  'changeType.record.changed': 'Yazı',
  'changeType.organisation.changed': 'Təşkilat',
  'changeType.person.changed': 'Əməkdaş',
  'changeType.calendar.changed': 'Təqvim',
  'changeType.channel.changed': 'Kanal',
  'changeType.webhook.changed': 'Webhook',
  'changeType.settings.changed': 'Tənzimləmələr',
  'changeType.reminder.sent': 'Xatırlatma göndərilib',
  'changeType.reminder.held': 'Xatırlatma dayandırılıb',
  'changeType.reminder.failed': 'Xatırlatma çatdırılmayıb',
}
