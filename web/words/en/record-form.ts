import type { Phrase } from '../words.ts'

/** The form of a record, with its preview. */
export const recordForm = {
  'new.title': 'New record',
  'new.kind': 'Kind of record',
  'new.save': 'Save',
  'new.clear': 'Empty the form',

  'edit.title': 'Edit record',
  'edit.save': 'Save changes',
  'edit.saveOver': 'Save my changes',
  'edit.cancel': 'Leave as it was',

  'form.more': 'More: deputy, lead times, areas, links',
  'form.remove': 'Remove',
  'form.addMilestone': 'Add a step before the date',
  'form.milestone': 'Step',
  'form.before': 'before it',
  'form.addParty': 'Add a party',
  'form.addTerm': 'Add a term',
  'form.termStarts': 'From',
  'form.termEnds': 'To',
  'form.impreciseHint': '2026-01-31, 2026-01 or 2026',
  'form.termEndsHint': 'Empty if not known.',
  'form.termOpen': 'No end',
  'form.leadsHint': 'Days before a deadline, such as 90, 30, 7. Empty: the workspace’s.',
  'form.watchersHint': 'E-mail addresses, separated by commas.',
  'form.commas': 'Separated by commas.',
  'form.rotationHint': 'Who takes the role each time, in turn, separated by commas.',
  'form.trackedHint': 'What was due before is history. Empty: today.',
  'form.linksHint': 'One address on each line.',

  'preview.title': 'What follows from it',
  'preview.missing': 'The preview needs a little more:',
  'preview.deadlines': 'Deadlines',
  'preview.noDeadlines': 'None within 18 months.',
  'preview.reminders': 'Reminders',
  'preview.noReminders': 'None within 18 months.',
  'preview.more': { one: 'and {n} more', other: 'and {n} more' },

  'conflict.record': 'What they changed is taken over below; what you changed too is as you typed it.',
  'conflict.both': 'You changed this too: saving puts yours in its place.',
} as const satisfies Readonly<Record<string, Phrase>>
