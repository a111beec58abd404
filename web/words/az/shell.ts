import type { shell as english } from '../en/shell.ts'
import type { Translated } from '../words.ts'

export const shell: Translated<typeof english> = {
  'shell.arriving': 'Açılır…',
  'shell.reading': 'Yüklənir…',
  'shell.skip': 'Məzmuna keç',
  'shell.menu': 'Menyu',
  'shell.navigation': 'Əsas naviqasiya',
  'shell.signedInAs': 'İstifadəçi: {name}',
  'shell.signOut': 'Çıxış',
  'shell.unknownTitle': 'Burada heç nə yoxdur',
  'shell.unknown': 'Bu ünvan heç yerə aparmır. Ola bilsin, köçürülərkən yarımçıq qalıb.',
  'shell.toDue': 'Son tarixləri göstər',

  'language.label': 'Dil',
  'language.draft': '{name} (yoxlanılacaq qaralama)',

  'failure.unreachable': 'Cavab yoxdur.',
  'failure.broken': 'Serverdə xəta baş verdi ({status}).',
  'failure.kept':
    'Yazdıqlarınızdan heç nə itməyib. Yenidən cəhd etmək təhlükəsizdir: əməliyyat yalnız bir dəfə icra olunur.',

  'text.label': '{name}:',
  'text.parts': '{first}; {second}',

  'pager.label': 'Səhifələr',
  'pager.previous': 'Əvvəlki',
  'pager.next': 'Növbəti',
  'pager.page': 'Səhifə {n}',

  'once.hint': 'İndi köçürün: bu, yalnız burada göstərilir və bir daha göstərilməyəcək.',
  'once.copy': 'Köçür',

  'action.close': 'Bağla',
  'action.undo': 'Geri qaytar',
  'action.tryAgain': 'Yenidən cəhd et',

  'conflict.title': 'Siz yazarkən başqa bir əməkdaş burada dəyişiklik edib.',
}
