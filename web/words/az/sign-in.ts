import type { signIn as english } from '../en/sign-in.ts'
import type { Translated } from '../words.ts'

export const signIn: Translated<typeof english> = {
  'signIn.title': 'Daxil olma',
  'signIn.lead': 'Razılaşmaların, üzvlüklərin və öhdəliklərin son tarixləri və onlara cavabdeh şəxslər.',
  'signIn.token': 'API tokeni',
  'signIn.hint': 'Tək kompüterdə onu npm start əmri göstərir. Digər hallarda tokeni sizə inzibatçı verir.',
  'signIn.button': 'Daxil ol',
  'signIn.empty': 'Tokeni yapışdırın: hərflər, rəqəmlər və işarələr, boşluqsuz.',
  'signIn.refused': 'Bu token artıq tanınmır. Yenisini istəyin və ya onu bir daha yapışdırın.',
  'signIn.withIssuer': 'Təşkilatınızın hesabı ilə daxil olun',
  'signIn.byToken': 'Bunun əvəzinə API tokeni ilə',
  'signIn.failed': 'Daxil olmaq alınmadı.',
  'signIn.ended': 'Sessiyanız bitdi. Yazdıqlarınız bu vərəqdə qalır.',
  'signIn.elsewhere': 'Başqa vərəqdə yenidən daxil olun',

  'invitation.title': 'Dəvət',
  'invitation.first': 'Siz dəvət olunmusunuz. Əvvəlcə daxil olun, sonra dəvəti qəbul edin.',
  'invitation.lead':
    'Siz daxil olmusunuz, lakin hələ heç bir iş sahəsinə aid deyilsiniz. İnzibatçı sizi keçidlə dəvət edir.',
  'invitation.code': 'Dəvətin kodu',
  'invitation.hint': 'Keçidin inv_ ilə başlayan son hissəsi.',
  'invitation.accept': 'Dəvəti qəbul et',
  'invitation.already': 'Siz artıq daxil olmusunuz: {name}. Dəvət hələ daxil olmayan şəxs üçündür.',
}
