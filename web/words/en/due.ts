import type { Phrase } from '../words.ts'

/** The screen of what is due. */
export const due = {
  'due.title': 'Due',
  'due.whose': 'Whose',
  'due.when': 'When',
  'due.everything': 'Everything',
  'due.owner': 'Owner:',
  'due.more': 'More',
  'due.open': 'Open',
  'due.why': 'Why this date',
  'due.count': { one: '{n} deadline', other: '{n} deadlines' },
  'due.showAll': 'Show all: {section}',
  'due.empty': 'Nothing is due. Deadlines of your records will be listed here, the most urgent first.',
  'due.emptyMine': 'Nothing of yours is due.',
  'due.emptyTeam': 'Nothing is due of what you own, stand in for or supervise.',
  'due.emptySection': 'Nothing in this period.',

  'whose.mine': 'Mine',
  'whose.team': 'My team',
  'whose.all': 'All',

  'section.overdue': 'Overdue',
  'section.week': 'This week',
  'section.month': 'Within 30 days',
  'section.quarter': 'Within 90 days',
  'section.later': 'Later',
  'section.undated': 'Without a date',
} as const satisfies Readonly<Record<string, Phrase>>
