import type { RecordDraft } from '../../records/record-draft.ts'

const place = 'servanda.draft'

/** Keeps what is typed for as long as the tab is open: a reload, or a token that expired, loses nothing. */
export function keepDraft(draft: RecordDraft | undefined): void {
  if (draft === undefined) sessionStorage.removeItem(place)
  else sessionStorage.setItem(place, JSON.stringify(draft))
}

export function keptDraft(): RecordDraft | undefined {
  const text = sessionStorage.getItem(place)
  return text === null ? undefined : JSON.parse(text)
}
