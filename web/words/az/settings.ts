import type { settings as english } from '../en/settings.ts'
import type { Translated } from '../words.ts'

export const settings: Translated<typeof english> = {
  'settings.title': 'Tənzimləmələr',
  'settings.readOnly': 'Tənzimləmələri yalnız inzibatçı dəyişir. Öz tokenlərinizi siz idarə edirsiniz.',
  'settings.parts': 'Tənzimləmələrin bölmələri',
  'settings.workspace': 'İş məkanı',
  'settings.name': 'İş məkanının adı',
  'settings.zone': 'Vaxt qurşağı',
  'settings.zoneHint': 'Məsələn, Asia/Baku.',
  'settings.hour': 'Məktubların göndərilmə saatı',
  'settings.hourHint': 'Vaxt qurşağının saatı ilə.',
  'settings.leads': 'Son tarixdən əvvəlki xatırlatmalar',
  'settings.leadsHint':
    'Günlər, məsələn, 180, 90, 30, 7, 1. Ayrıca bir yazı üçün başqa günlər göstərilə bilər.',
  'settings.workingDays': 'İş günləri',
  'settings.holidays': 'Bayram və qeyri-iş günləri',

  'calendars.title': 'Təqvimlər',
  'calendars.none':
    'Hər yerdə iş məkanının öz günləri tətbiq olunur. Bayram günləri fərqli olan qurum üçün təqvim əlavə edin.',
  'calendars.lead': 'Cədvəllər öz təqvimi üzrə hesablana və iş gününə keçirilə bilər.',
  'calendars.add': 'Təqvim əlavə et',
  'calendars.holidays': '{n} bayram günü',
}
