import type { Phrase } from '../words.ts'

/** The screen of import. */
export const imports = {
  'import.title': 'Import',
  'import.lead':
    'A spreadsheet with a line for each record, or an export. First every line is only looked at.',
  'import.file': 'File',
  'import.fileHint': 'CSV, Excel (.xlsx) or JSON.',
  'import.kind': 'What the lines are',
  'import.anyKind': 'Said in the file',
  'import.dates': 'Dates such as 03/04/2026',
  'import.makeOrganisations': 'Record organisations that are not kept here yet',
  'import.look': 'Look at it first',
  'import.noFile': 'Choose a file.',
  'import.columns': 'What each column was taken for',
  'import.column': 'Column',
  'import.field': 'Taken for',
  'import.perhaps': 'Perhaps:',
  'import.told':
    'You said otherwise of some columns. Nothing is stored until the lines have been looked at again.',
  'import.lookAgain': 'Look at it again',
  'import.ignored': 'Not read',
  'import.lines': 'What would become of each line',
  'import.line': 'Line',
  'import.what': 'What',
  'import.outcome': 'Outcome',
  'import.counts': '{create} new, {update} changed, {unchanged} as they are, {refused} refused',
  'import.refused':
    'Lines that are refused say why. Mend them in the file and look again, or leave them out.',
  'import.carryOut': 'Import these lines',
  'import.carryOutSkipping': 'Import all but the refused lines',
  'import.progress': '{checked} of {steps} looked at, {stored} stored',
  'import.done': 'The import is done.',
  'import.goOn': 'Go on',

  'importDates.day-first': 'Day first: 3 April',
  'importDates.month-first': 'Month first: 4 March',

  'importOutcome.create': 'New',
  'importOutcome.update': 'Changed',
  'importOutcome.unchanged': 'As it is',
  'importOutcome.refused': 'Refused',
} as const satisfies Readonly<Record<string, Phrase>>
