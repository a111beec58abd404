import type { welcome as english } from '../en/welcome.ts'
import type { Translated } from '../words.ts'

export const welcome: Translated<typeof english> = {
  'sample.tag': 'Nümunə',
  'sample.title': 'Bunlar nümunə məlumatlardır.',
  'sample.lead':
    'Tanışlıq üçün bir əməkdaşlıq şöbəsinin öhdəlikləri: {records} yazı, {organisations} təşkilat.',
  'sample.remove': 'Nümunəni sil',
  'sample.removing': 'Silinir…',
  'sample.sure': 'Nümunə ilə gələn hər şey silinir. Sizin daxil etdikləriniz qalır.',
  'sample.yes': 'Sil',
  'sample.no': 'Saxla',
  'sample.failed':
    'Nümunəni axıradək silmək mümkün olmadı. Yenidən cəhd edin: silinmə dayandığı yerdən davam edəcək.',

  'first.title': 'İlk yazıya doğru üç addım',
  'first.settings': 'İş məkanını adlandırın',
  'first.settingsLead': 'və onun vaxt qurşağını, göndərmə saatını təyin edin.',
  'first.organisation': 'Təşkilat əlavə edin:',
  'first.organisationLead': 'qarşısında öhdəlik daşıdığınız və ya tərkibində təmsil olunduğunuz qurumu.',
  'first.record': 'Öhdəliyi qeydə alın',
  'first.recordLead': 'və onun son tarixlərini yadda saxlamazdan əvvəl görün.',
}
