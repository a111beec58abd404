import type { Phrase } from '../words.ts'

/** A deadline, its states, and what can be done with it. */
export const deadlines = {
  'deadline.title': 'Deadline',
  'deadline.record': 'Record',
  'deadline.ruleDueOn': 'By the rule',
  'deadline.turn': 'Whose turn',

  'deadlineKind.occurrence': 'Occurrence',
  'deadlineKind.milestone': 'Milestone',
  'deadlineKind.notice': 'Notice',
  'deadlineKind.term_end': 'End of term',
  'deadlineKind.candidature': 'Candidature',
  'deadlineKind.objection': 'Objection',
  'deadlineKind.entry_into_force': 'Entry into force',

  'status.open': 'open',
  'status.overdue': 'overdue',
  'status.done': 'done',
  'status.waived': 'waived',
  'status.cancelled': 'cancelled',

  'state.done': 'Done on {on}',
  'state.waived': 'Waived',
  'state.cancelled': 'Cancelled',
  'state.moved': 'Moved',
  'state.movedFrom': 'Moved from {from}',
  'state.acknowledged': 'Acknowledged by {by}',
  'state.snoozed': 'Silent until {until}',

  'act.complete': 'Done',
  'act.acknowledge': 'Acknowledge',
  'act.snooze': 'Snooze',
  'act.assign': 'Assign',
  'act.move': 'Move',
  'act.waive': 'Waive',
  'act.cancel': 'Cancel',
  'act.reopen': 'Reopen',
  'act.on': 'Done on',
  'act.note': 'Note',
  'act.evidence': 'Evidence',
  'act.evidenceHint': 'A link or a reference such as a note verbale, one on each line.',
  'act.until': 'Silent until',
  'act.untilHint': 'No reminders before this day.',
  'act.inDays': { one: 'Tomorrow', other: 'In {n} days' },
  'act.owner': 'New owner',
  'act.reason': 'Reason',
  'act.dueOn': 'New date',
  'act.dueOnHint':
    'Year, month, day: 2026-11-13. Only the month if no more is known: 2026-11. Empty: postponed, no new date yet.',

  'conflict.deadline': 'It is now {status}, due {due}, owner {owner}. What you typed is still here.',
  'conflict.anyway': 'Do it anyway',
} as const satisfies Readonly<Record<string, Phrase>>
