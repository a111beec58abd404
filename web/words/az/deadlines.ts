import type { deadlines as english } from '../en/deadlines.ts'
import type { Translated } from '../words.ts'

export const deadlines: Translated<typeof english> = {
  'deadline.title': 'Son tarix',
  'deadline.record': 'Yazı',
  'deadline.ruleDueOn': 'Qaydaya görə',
  'deadline.turn': 'Növbə kimindir',

  'deadlineKind.occurrence': 'Öhdəliyin icrası',
  'deadlineKind.milestone': 'Aralıq mərhələ',
  'deadlineKind.notice': 'Bildiriş',
  'deadlineKind.term_end': 'Müddətin başa çatması',
  'deadlineKind.candidature': 'Namizədlik',
  'deadlineKind.objection': 'Etiraz',
  'deadlineKind.entry_into_force': 'Qüvvəyə minmə',

  'status.open': 'açıq',
  'status.overdue': 'müddəti ötüb',
  'status.done': 'icra olunub',
  'status.waived': 'icradan azad edilib',
  'status.cancelled': 'ləğv edilib',

  'state.done': 'İcra olunub: {on}',
  'state.waived': 'İcradan azad edilib',
  'state.cancelled': 'Ləğv edilib',
  'state.moved': 'Tarix dəyişdirilib',
  'state.movedFrom': 'Tarix dəyişdirilib, əvvəlki tarix: {from}',
  'state.acknowledged': 'Tanış olub: {by}',
  'state.snoozed': 'Xatırlatma dayandırılıb, bu tarixədək: {until}',

  'act.complete': 'İcra olundu',
  'act.acknowledge': 'Tanış oldum',
  'act.snooze': 'Sonra xatırlat',
  'act.assign': 'Həvalə et',
  'act.move': 'Tarixi dəyiş',
  'act.waive': 'İcradan azad et',
  'act.cancel': 'Ləğv et',
  'act.reopen': 'Yenidən aç',
  'act.on': 'İcra tarixi',
  'act.note': 'Qeyd',
  'act.evidence': 'Təsdiqedici sənəd',
  'act.evidenceHint': 'Keçid və ya istinad, məsələn, verbal nota; hər sətirdə biri.',
  'act.until': 'Hansı günədək xatırladılmasın',
  'act.untilHint': 'Göstərilən günədək xatırlatma göndərilmir.',
  'act.inDays': { one: 'Sabah', other: '{n} gün sonra' },
  'act.owner': 'Yeni məsul şəxs',
  'act.reason': 'Səbəb',
  'act.dueOn': 'Yeni tarix',
  'act.dueOnHint':
    'İl, ay, gün: 2026-11-13. Yalnız ay məlumdursa: 2026-11. Boş: təxirə salınıb, yeni tarix hələ yoxdur.',

  'conflict.deadline':
    'Hazırkı vəziyyət: {status}, son tarix: {due}, məsul şəxs: {owner}. Yazdıqlarınız yerində qalıb.',
  'conflict.anyway': 'Buna baxmayaraq icra et',
}
