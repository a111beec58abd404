import type { search as english } from '../en/search.ts'
import type { Translated } from '../words.ts'

export const search: Translated<typeof english> = {
  'search.title': 'Axtarış',
  'search.words': 'Sözlər',
  'search.hint':
    'Başlıqlar, qeydlər, istinad nömrələri və təşkilatlar üzrə. Diakritik işarələr və böyük hərflər nəzərə alınmır.',
  'search.kind': 'Növ',
  'search.anyKind': 'Bütün növlər',
  'search.anyOwner': 'Hamı',
  'search.area': 'Sahə',
  'search.status': 'Status',
  'search.records': 'Yazılar',
  'search.none': 'Bütün bu şərtlərə uyğun yazı yoxdur. Daha az söz və ya başqa status seçin.',

  'views.title': 'Saxlanmış görünüşlər ({n})',
  'views.name': 'Bu görünüşün adı',
  'views.hint': 'Bu brauzerdə saxlanılır. Səhifənin ünvanını başqalarına göndərmək olar.',
  'views.save': 'Görünüşü yadda saxla',
}
