import type { imports as english } from '../en/imports.ts'
import type { Translated } from '../words.ts'

export const imports: Translated<typeof english> = {
  'import.title': 'İdxal',
  'import.lead':
    'Hər yazının bir sətirdə olduğu cədvəl və ya ixrac faylı. Əvvəlcə hər sətir yalnız yoxlanılır.',
  'import.file': 'Fayl',
  'import.fileHint': 'CSV, Excel (.xlsx) və ya JSON.',
  'import.kind': 'Sətirlərin məzmunu',
  'import.anyKind': 'Faylda göstərilib',
  'import.dates': '03/04/2026 kimi tarixlər',
  'import.makeOrganisations': 'Hələ qeydə alınmamış təşkilatları qeydə al',
  'import.look': 'Əvvəlcə yoxla',
  'import.noFile': 'Fayl seçin.',
  'import.columns': 'Sütunların uyğunluğu',
  'import.column': 'Sütun',
  'import.field': 'Uyğun olduğu sahə',
  'import.perhaps': 'Bəlkə:',
  'import.told': 'Bəzi sütunlar barədə başqa cür dediniz. Sətirlərə yenidən baxılmayınca heç nə saxlanmır.',
  'import.lookAgain': 'Yenidən bax',
  'import.ignored': 'Oxunmayıb',
  'import.lines': 'Hər sətrin nəticəsi',
  'import.line': 'Sətir',
  'import.what': 'Məzmun',
  'import.outcome': 'Nəticə',
  'import.counts': '{create} yeni, {update} dəyişdirilmiş, {unchanged} olduğu kimi, {refused} rədd edilmiş',
  'import.refused':
    'Rədd edilmiş sətirlərin səbəbi göstərilib. Onları faylda düzəldib yenidən yoxlayın və ya kənarda saxlayın.',
  'import.carryOut': 'Bu sətirləri idxal et',
  'import.carryOutSkipping': 'Rədd edilmiş sətirlərdən başqa hamısını idxal et',
  'import.progress': 'yoxlanılıb: {checked} / {steps}, saxlanılıb: {stored}',
  'import.done': 'İdxal başa çatdı.',
  'import.goOn': 'Davam et',

  'importDates.day-first': 'Əvvəlcə gün: 3 aprel',
  'importDates.month-first': 'Əvvəlcə ay: 4 mart',

  'importOutcome.create': 'Yeni',
  'importOutcome.update': 'Dəyişdirilmiş',
  'importOutcome.unchanged': 'Olduğu kimi',
  'importOutcome.refused': 'Rədd edilmiş',
}
