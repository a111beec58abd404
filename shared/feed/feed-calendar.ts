import { addDays, type Day } from '../time/day.ts'
import { describeDueDate, earliestDay, isImprecise } from '../time/imprecise-day.ts'
import { epochMs, type Instant, instantAt } from '../time/instant.ts'
import type { KeptFeed } from './feed.ts'
import type { FeedDeadline } from './feed-deadlines.ts'
import { type ContentLine, icalendarLines, icalendarText } from './icalendar.ts'

/** Calendars refetch when they like: Outlook and Google after some hours, whatever they are told. */
const refresh = 'PT6H'
const notTheAlarm =
  'Calendars fetch this feed again only every few hours, some once a day. The reminders of Servanda are the alarm; this is a view.'

/**
 * The feed as iCalendar: whole days, one event for each deadline under the identity of its slot, so that one that
 * moves is the same event on another day. Sources: RFC 5545; RFC 7986 for REFRESH-INTERVAL and NAME; Microsoft's
 * [MS-OXCICAL] for X-PUBLISHED-TTL and X-WR-CALNAME.
 */
export function feedCalendar(feed: KeptFeed, deadlines: readonly FeedDeadline[], isCut: boolean): string {
  const cut = isCut ? ' There are more deadlines than a feed takes: make feeds of parts of them.' : ''
  const name = icalendarText(feed.name)
  const description = icalendarText(`${notTheAlarm}${cut}`)
  return icalendarLines([
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', '-//Servanda//Deadlines//EN'],
    ['CALSCALE', 'GREGORIAN'],
    ['METHOD', 'PUBLISH'],
    ['NAME', name],
    ['X-WR-CALNAME', name],
    ['DESCRIPTION', description],
    ['X-WR-CALDESC', description],
    ['REFRESH-INTERVAL;VALUE=DURATION', refresh],
    ['X-PUBLISHED-TTL', refresh],
    ...deadlines.flatMap((each) => eventLines(feed, each)),
    ['END', 'VCALENDAR'],
  ])
}

function eventLines(feed: KeptFeed, { deadline, record, sequence }: FeedDeadline): readonly ContentLine[] {
  const { dueOn, status } = deadline
  if (dueOn === null) return []
  const first = earliestDay(dueOn)
  const isOff = status === 'cancelled' || status === 'waived'
  return [
    ['BEGIN', 'VEVENT'],
    ['UID', `${deadline.id}@servanda`],
    ['SEQUENCE', String(sequence)],
    ['DTSTAMP', utc(record.updatedAt)],
    ['LAST-MODIFIED', utc(record.updatedAt)],
    ['DTSTART;VALUE=DATE', basic(first)],
    ['DTEND;VALUE=DATE', basic(addDays(first, 1))],
    ['SUMMARY', icalendarText(summary(feed, { deadline, record, sequence }))],
    ...(feed.discreet ? [] : [['DESCRIPTION', icalendarText(`${deadline.basis}\n${notTheAlarm}`)] as const]),
    ['STATUS', isOff ? 'CANCELLED' : 'CONFIRMED'],
    ['TRANSP', 'TRANSPARENT'],
    ['X-MICROSOFT-CDO-BUSYSTATUS', 'FREE'],
    ['END', 'VEVENT'],
  ]
}

const marks = {
  open: '',
  overdue: 'Overdue: ',
  done: 'Done: ',
  waived: 'Waived: ',
  cancelled: 'Cancelled: ',
  history: '',
} as const

function summary({ discreet }: KeptFeed, { deadline, record }: FeedDeadline): string {
  const { title, status, dueOn } = deadline
  const when = dueOn !== null && isImprecise(dueOn) ? ` (${describeDueDate(dueOn)})` : ''
  const what = title === record.title ? title : `${record.title}: ${title}`
  return `${marks[status]}${discreet ? 'A deadline' : what}${when}`
}

function basic(on: Day): string {
  return on.replaceAll('-', '')
}

function utc(instant: Instant): string {
  return instantAt(epochMs(instant)).replaceAll(/[-:]/g, '')
}
