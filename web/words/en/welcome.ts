import type { Phrase } from '../words.ts'

/** The first run: the sample, and the steps to a first record. */
export const welcome = {
  'sample.tag': 'Sample',
  'sample.title': 'This is sample data.',
  'sample.lead':
    'The obligations of one cooperation desk, to look around in: {records} records, {organisations} organisations.',
  'sample.remove': 'Remove the sample',
  'sample.removing': 'Removing…',
  'sample.sure': 'Everything that came with the sample goes. What you recorded yourself stays.',
  'sample.yes': 'Remove it',
  'sample.no': 'Keep it',
  'sample.failed': 'The sample could not be removed to the end. Try again: it goes on where it stopped.',

  'first.title': 'Three steps to a first record',
  'first.settings': 'Name your workspace',
  'first.settingsLead': 'and set its time zone and sending hour.',
  'first.organisation': 'Add an organisation',
  'first.organisationLead': 'that you owe something to, or sit in.',
  'first.record': 'Record a commitment',
  'first.recordLead': 'and see its deadlines before you save.',
} as const satisfies Readonly<Record<string, Phrase>>
