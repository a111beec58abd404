import type { Phrase } from '../words.ts'

/** The screen of health. */
export const health = {
  'health.title': 'Health',
  'health.again': 'Look again',
  'health.good': 'Reminders go out.',
  'health.bad': 'Something keeps reminders from going out.',
  'health.checks': 'What was looked at',
  'health.lastSweep': 'Last look at what is due',
  'health.stale': 'That is too long ago: tell whoever runs Servanda.',
  'health.nextWake': 'Next time something needs attention',
  'health.waiting': 'Oldest reminder that waits to be sent',
  'health.nothing': 'None waits',
  'health.late': 'It should have gone out. Sending may be slow, or the mail server away.',
  'health.failed': 'Failed in the last 30 days',
  'health.held': 'Held in the last 30 days',
  'health.see': 'See which, and why',
  'health.unowned': 'Records without an owner',
  'health.unownedAdvice': 'The administrator is told instead. Give each an owner.',
  'health.reconcile': 'Last nightly check',
  'health.reconciled': '{at}: {records} records, {repaired} repaired',
  'health.notYet': 'Not yet',
  'health.atLeast': 'at least {n}',
  'health.frozen':
    'This is a restored copy: nothing is sent until an administrator has seen what would go out.',
  'health.wouldSend': {
    one: '{n} reminder would go out within a day.',
    other: '{n} reminders would go out within a day.',
  },
  'health.release': 'Let reminders go out',
} as const satisfies Readonly<Record<string, Phrase>>
