import type { people as english } from '../en/people.ts'
import type { Translated } from '../words.ts'

export const people: Translated<typeof english> = {
  'people.title': 'Əməkdaşlar',
  'people.load': '90 gün ərzindəki son tarixlərə cavabdeh şəxslər',
  'people.name': 'Ad',
  'people.email': 'E-poçt ünvanı',
  'people.role': 'Rol',
  'people.overdue': 'müddəti ötmüş: {n}',
  'people.signsIn': 'daxil ola bilir',
  'people.add': 'Əməkdaş əlavə et',
  'people.removeHint':
    '{name} artıq sistemə daxil ola bilməyəcək. Gördüyü işlər bütün tarixçələrdə onun adı ilə qalır.',
  'people.removeNow': 'Təhvil ver və sil',

  'absence.button': 'İşdə olmama',
  'absence.away': 'İşdə yoxdur, son gün {until}:',
  'absence.days': '{first} – {last}',
  'absence.deputies': 'hər yazının müavini əvəz edir',
  'absence.standIn': 'əvəz edən: {name}',
  'absence.startsOn': 'İşdə olmadığı ilk gün',
  'absence.endsOn': 'İşdə olmadığı son gün',
  'absence.who': 'Kim əvəz edir',
  'absence.hint': 'Bu müddətə düşən hər şey barədə ona da xəbər verilir.',
  'absence.noStandIn': 'Hər yazının müavini',
  'absence.add': 'Qeyd et',

  'invite.button': 'Dəvət et',
  'invite.lead':
    'Dəvət keçiddən ibarətdir. Onu yeddi gün ərzində açan şəxsin giriş hesabı bu əməkdaşa bağlanır.',
  'invite.again': 'Bu əməkdaş artıq sistemə daxil ola bilir. Yeni dəvət həmin giriş hesabını əvəz edir.',
  'invite.make': 'Dəvət yarat',
  'invite.made': 'Dəvət olunan: {name}.',
  'invite.until':
    'Keçid bir dəfə işləyir, son vaxtı: {at}. Onu bu ünvana özünüz göndərin: {email}. Servanda göndərmir.',

  'inherited.title': 'Məsul şəxsi olmayan məxfi yazılar',
  'inherited.lead':
    'Bunlar sizə keçib, siz yalnız onların mövcud olduğunu görürsünüz. Yazını açan şəxs onu bundan sonra görür və bu, yazının tarixçəsində göstərilir.',
  'inherited.open': 'Yazını aç',
  'inherited.openNow': 'Bu səbəblə aç',
  'inherited.hint': 'Səbəb yazının tarixçəsində göstərilir.',

  'teamRole.viewer': 'Oxucu',
  'teamRole.editor': 'Redaktor',
  'teamRole.administrator': 'İnzibatçı',

  'handover.button': 'Təhvil ver',
  'handover.to': '{name} cavabdeh olduğu işləri kimə təhvil verir',
  'handover.preview': 'Bu işləri göstər',
  'handover.sure': 'Hamısını təhvil ver',
  'handover.count': '{n} yazı təhvil verilir:',
  'handover.records': 'Təhvil verilən yazılar',
  'handover.confidential': 'Məxfi yazı',
  'handover.done': '{n} yazının təhvili həyata keçirilir.',

  'handoverRole.owner': 'məsul şəxs',
  'handoverRole.deputy': 'müavin',
  'handoverRole.supervisor': 'nəzarət edən şəxs',
  'handoverRole.watcher': 'məlumatlandırılan şəxs',
}
