import type { Phrase } from '../words.ts'

/** The screen of search, and saved views. */
export const search = {
  'search.title': 'Search',
  'search.words': 'Words',
  'search.hint': 'Of titles, notes, references and organisations. Accents and capitals make no difference.',
  'search.kind': 'Kind',
  'search.anyKind': 'Any kind',
  'search.anyOwner': 'Anybody',
  'search.area': 'Area',
  'search.status': 'Status',
  'search.records': 'Records',
  'search.none': 'No record has all of this. Try fewer words, or another status.',

  'views.title': { one: 'Saved views ({n})', other: 'Saved views ({n})' },
  'views.name': 'Name of this view',
  'views.hint': 'Kept in this browser. The address of the page can be sent to others.',
  'views.save': 'Save this view',
} as const satisfies Readonly<Record<string, Phrase>>
