import type { organisations as english } from '../en/organisations.ts'
import type { Translated } from '../words.ts'

export const organisations: Translated<typeof english> = {
  'organisation.unknown': 'Bu adda təşkilat qeydə alınmayıb.',
  'organisation.add': '“{name}” adlı təşkilatı əlavə et',

  'organisations.title': 'Təşkilatlar',
  'organisations.one': 'Təşkilat',
  'organisations.new': 'Yeni təşkilat',
  'organisations.newRecord': 'Bu təşkilatla yeni yazı',
  'organisations.print': 'Arayışı çap et',
  'organisations.search': 'Ada görə axtarış',
  'organisations.none':
    'Bu adda təşkilat yoxdur. Burada qarşısında öhdəlik daşıdığınız və ya tərkibində təmsil olunduğunuz təşkilatlar sadalanır.',
  'organisations.name': 'Ad',
  'organisations.shortName': 'Qısa ad',
  'organisations.open': 'Açıq və müddəti ötmüş',
  'organisations.noneOpen': '18 ay ərzində açıq son tarix yoxdur.',
  'organisations.records': 'Qarşılıqlı razılaşmalar və öhdəliklər',
  'organisations.noRecords': 'Hələ razılaşma, üzvlük və ya öhdəlik yoxdur.',
  'organisations.noArea': 'Digər sahələr',

  'organisationKind.state': 'Dövlət',
  'organisationKind.intergovernmental': 'Hökumətlərarası təşkilat',
  'organisationKind.un_body': 'BMT orqanı',
  'organisationKind.agency': 'Agentlik',
  'organisationKind.ngo': 'Qeyri-hökumət təşkilatı',
  'organisationKind.national_authority': 'Milli dövlət qurumu',
  'organisationKind.other': 'Digər',

  'sessions.title': 'Sessiyalar',
  'sessions.none':
    'Sessiya qeydə alınmayıb. Sessiyalara əsasən hesablanan tarixlər üçün sessiya və ya qayda lazımdır.',
  'sessions.ordinal': 'Sessiya',
  'sessions.opensOn': 'Açılış tarixi',
  'sessions.closesOn': 'Bağlanış tarixi',
  'sessions.add': 'Sessiya əlavə et',
  'sessions.move': 'Dəyiş',
  'sessions.hint':
    'Bu sessiyaya əsasən hesablanan bütün tarixlər onunla birlikdə dəyişir və əvvəl məlumat almış şəxslərə yenidən məlumat verilir.',

  'sessionStatus.estimated': 'Təxmini',
  'sessionStatus.confirmed': 'Təsdiqlənib',
  'sessionStatus.moved': 'Tarixi dəyişdirilib',
}
