import type { Message } from '../channel/channel.ts'
import { countInWords } from '../time/day-in-words.ts'
import { type DueDate, dueDate } from '../time/imprecise-day.ts'
import { mailHeaders } from './mail-headers.ts'
import { type Act, type Fact, type MailPage, pageAsHtml, pageAsText, type Section } from './mail-page.ts'
import { discreetSubject, subjectOf } from './reminder-subject.ts'
import { type Reason, reasonInWords, type When, whenInWords } from './reminder-words.ts'

/** One deadline in a reminder, as it was when the envelope was closed. */
export type Item = {
  readonly recordId: string
  readonly recordTitle: string
  readonly organisationName: string | null
  readonly deadlineId: string
  readonly deadlineTitle: string
  readonly deadlineKind: string
  /** A due date of `shared/time`, or null: postponed, no new date yet. */
  readonly dueOn: string | null
  /** Negative: overdue. For an imprecise date, to its earliest day, or from its latest. */
  readonly daysLeft: number | null
  /** Negative: a follow-up after the due date. */
  readonly leadDays: number | null
  readonly reason: Reason
  /** The date that the reader was last told. */
  readonly previousDueOn: string | null
  /** Why the date is what it is. */
  readonly basis: string
  /** What the reader has to say so that the date can be relied on, in `asks.ts`. */
  readonly asks?: string | null | undefined
  /** Why this reader: 'You are the owner of this record.' */
  readonly why: string
  /** What the reader may do at once, each by a link of its own. */
  readonly acts: readonly Act[]
}

/** An envelope with everything that its mail says. */
export type ReminderMail = {
  readonly workspaceName: string
  readonly recipientName: string | null
  /** `late`: the lead was missed; `sent_again`: the first copy may have arrived. */
  readonly label: 'none' | 'late' | 'sent_again'
  readonly envelopeKey: string
  /** Where the dashboard is, so that the mail can link to it. */
  readonly baseUrl: string | null
  /** Says how much there is, and nothing of what. */
  readonly discreet: boolean
  /** Where the reader ends reminders such as these; one POST to it does, without another word (RFC 8058). */
  readonly unsubscribeUrl: string | null
  readonly items: readonly Item[]
}

/** A deadline with what is said of its date. */
export type Dated = { readonly item: Item; readonly when: When }

/** So many deadlines are told in full, so many more in a line each, and of the others how many there are. */
export const IN_FULL = 40
export const IN_LINES = 400

const NOTE = {
  none: [],
  late: ['This reminder is late: it should have reached you earlier.'],
  sent_again: ['This is sent again: the first copy may have reached you already.'],
} as const

/**
 * Renders an envelope; the same envelope always gives the same mail.
 *
 * @throws RangeError when a due date is none
 * @throws UnsafeHeader when the envelope's key could break a header
 */
export function renderReminderMail(
  mail: ReminderMail,
): Pick<Message, 'subject' | 'text' | 'html' | 'headers'> {
  const page = reminderPage(mail)
  return { subject: page.subject, text: pageAsText(page), html: pageAsHtml(page), headers: headersOf(mail) }
}

/**
 * What an envelope says, for e-mail and for every other channel.
 *
 * @throws RangeError when a due date is none
 */
export function reminderPage(mail: ReminderMail): MailPage {
  const items = mail.items.map(dated).toSorted(byDueDate)
  return {
    subject: mail.discreet ? discreetSubject(mail.label, items.length) : subjectOf(mail.label, items),
    recipientName: mail.recipientName,
    notes: NOTE[mail.label],
    ...(mail.discreet ? discreetly(items.length, mail.baseUrl) : openly(items, mail.baseUrl)),
    workspaceName: mail.workspaceName,
    unsubscribeUrl: mail.unsubscribeUrl,
  }
}

type Body = Pick<MailPage, 'sections' | 'list' | 'action'>

/** The nearest in full, so that a mail after a long silence can still be read. */
function openly(items: readonly Dated[], baseUrl: string | null): Body {
  const rest = items.slice(IN_FULL)
  const beyond = rest.length - IN_LINES
  return {
    sections: items.slice(0, IN_FULL).map((each) => sectionOf(each, baseUrl)),
    list: [
      ...rest.slice(0, IN_LINES).map(({ item, when }) => `${item.deadlineTitle}: ${whenInWords(when)}`),
      ...(beyond > 0 ? [`And ${countInWords(beyond, 'other deadline')}.`] : []),
    ],
    action: rest.length > 0 ? openAll(baseUrl) : null,
  }
}

function discreetly(count: number, baseUrl: string | null): Body {
  const list = [`${countInWords(count, 'deadline')} of yours: sign in to see ${count === 1 ? 'it' : 'them'}.`]
  return { sections: [], list, action: openAll(baseUrl) }
}

function openAll(baseUrl: string | null): Act | null {
  return baseUrl === null
    ? null
    : { label: 'Open all deadlines', url: `${baseUrl.replace(/\/+$/, '')}/#/deadlines` }
}

function dated(item: Item): Dated {
  return {
    item,
    when: { ...item, dueOn: asDueDate(item.dueOn), previousDueOn: asDueDate(item.previousDueOn) },
  }
}

function asDueDate(text: string | null): DueDate | null {
  return text === null ? null : dueDate(text)
}

// The text of a due date sorts by its earliest day: '2026' before '2026-12' before '2026-12-18'.
function byDueDate(a: Dated, b: Dated): number {
  return compare(a.item.dueOn ?? '~', b.item.dueOn ?? '~') || compare(a.item.deadlineId, b.item.deadlineId)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function sectionOf({ item, when }: Dated, baseUrl: string | null): Section {
  const organisation = item.organisationName === null ? '' : `, ${item.organisationName}`
  const facts: readonly (Fact | { readonly label: string; readonly value: null })[] = [
    { label: 'Due', value: whenInWords(when) },
    { label: 'Please', value: item.asks ?? null },
    { label: 'Record', value: `${item.recordTitle}${organisation}` },
    { label: 'Kind', value: item.deadlineKind.replaceAll('_', ' ') },
    { label: 'Why this date', value: item.basis },
    { label: 'Why now', value: reasonInWords(when, item.leadDays) },
    { label: 'Why you', value: item.why },
  ]
  return {
    heading: item.deadlineTitle,
    facts: facts.filter((fact) => fact.value !== null),
    action:
      baseUrl === null ? null : { label: `Open ${item.deadlineTitle}`, url: deadlineUrl(baseUrl, item) },
    acts: item.acts,
  }
}

function deadlineUrl(baseUrl: string, { deadlineId }: Item): string {
  return `${baseUrl.replace(/\/+$/, '')}/#/deadlines/${encodeURIComponent(deadlineId.toWellFormed())}`
}

// A record's mails refer to one id that was never sent, so they thread whichever of them arrived.
function headersOf(mail: ReminderMail): Record<string, string> {
  const recordIds = new Set(mail.items.map((item) => item.recordId))
  const [recordId] = recordIds
  return mailHeaders(mail, recordIds.size === 1 ? recordId : undefined)
}
