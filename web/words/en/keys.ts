import type { Phrase } from '../words.ts'

/** The keys, as they are listed on `?`. */
export const keys = {
  'keys.title': 'Keyboard shortcuts',
  'keys.search': 'Search',
  'keys.new': 'New record',
  'keys.next': 'Next row',
  'keys.previous': 'Previous row',
  'keys.open': 'Open the row',
  'keys.done': 'Done',
  'keys.acknowledge': 'Acknowledge',
  'keys.snooze': 'Snooze',
  'keys.assign': 'Give to somebody',
  'keys.move': 'Move the date',
  'keys.undo': 'Undo what you just did',
  'keys.close': 'Close what is unfolded',
  'keys.areOn': 'Single keys are on',
} as const satisfies Readonly<Record<string, Phrase>>
