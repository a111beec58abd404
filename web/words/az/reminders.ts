import type { reminders as english } from '../en/reminders.ts'
import type { Translated } from '../words.ts'

export const reminders: Translated<typeof english> = {
  'reminder.to': 'kimə: {name}',
  'reminder.before': '{n} gün əvvəl',
  'reminder.after': '{n} gün sonra',

  'channel.email': 'e-poçt',
  'channel.slack': 'Slack',
  'channel.teams': 'Teams',
  'channel.webhook': 'webhook',

  'reminders.title': 'Xatırlatmalar',
  'reminders.due': 'son tarix:',
  'reminders.why': 'Səbəb:',
  'reminders.resend': 'Yenidən göndər',

  'reminderState.planned': 'Planlaşdırılmış',
  'reminderState.sent': 'Göndərilmiş',
  'reminderState.held': 'Dayandırılmış',
  'reminderState.failed': 'Çatdırılmamış',
  'reminderState.cancelled': 'Ləğv edilmiş',

  'reminderHint.planned': 'Heç nə dəyişməzsə, növbəti 30 gün ərzində göndəriləcək xatırlatmalar.',
  'reminderHint.sent': 'Son 30 gün ərzində göndərilmiş xatırlatmalar.',
  'reminderHint.held':
    'Bunların çatıb-çatmadığı məlum deyil. Yenidən göndərildikdə bu, məktubun mövzusunda bildirilir.',
  'reminderHint.failed': 'Bunların çatdırılmadığı dəqiqdir.',
  'reminderHint.cancelled':
    'Bunlara artıq ehtiyac qalmayıb: icra olunub, tarixi dəyişdirilib və ya yerini daha yaxın xatırlatma tutub.',

  'remindersNone.planned': '30 gün ərzində xatırlatma planlaşdırılmayıb.',
  'remindersNone.sent': 'Son 30 gün ərzində xatırlatma göndərilməyib.',
  'remindersNone.held': 'Dayandırılmış xatırlatma yoxdur.',
  'remindersNone.failed': 'Çatdırılmamış xatırlatma yoxdur.',
  'remindersNone.cancelled': 'Ləğv edilmiş xatırlatma yoxdur.',
}
