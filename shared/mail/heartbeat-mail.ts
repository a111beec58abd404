import type { Message } from '../channel/channel.ts'
import { type CrackKind, cracksOf, type Figures, type Months } from '../heartbeat/figures.ts'
import { countInWords, listInWords, monthName } from '../time/day-in-words.ts'
import { mailHeaders } from './mail-headers.ts'
import { type Act, type Fact, type MailPage, pageAsHtml, pageAsText, type Section } from './mail-page.ts'
import { PREFIX } from './reminder-subject.ts'

/** What the heartbeat of a workspace is rendered from. */
export type HeartbeatMail = Months & {
  readonly workspaceId: string
  readonly workspaceName: string
  readonly recipientName: string | null
  readonly label: 'none' | 'late' | 'sent_again'
  readonly envelopeKey: string
  readonly baseUrl: string | null
  readonly figures: Figures
}

const NOTE = {
  none: [],
  late: ['This is late: it should have reached you earlier.'],
  sent_again: ['This is sent again: the first copy may have reached you already.'],
} as const

const WHY =
  'You get this once a month because you administer the workspace. The settings of the workspace turn it off.'

/** How some months went: the same numbers always give the same mail. */
export function renderHeartbeatMail(
  mail: HeartbeatMail,
): Pick<Message, 'subject' | 'text' | 'html' | 'headers'> {
  const page = pageOf(mail)
  const headers = mailHeaders({ ...mail, unsubscribeUrl: null }, `heartbeat-${mail.workspaceId}`)
  return { subject: page.subject, text: pageAsText(page), html: pageAsHtml(page), headers }
}

function pageOf(mail: HeartbeatMail): MailPage {
  const { figures, label, baseUrl } = mail
  const months = monthsInWords(mail)
  const cracks = cracksOf(figures).map(({ kind, count }) => IN_WORDS[kind](count, months))
  const [first] = cracks
  const subject =
    first === undefined
      ? `Nothing fell through the cracks in ${months}`
      : `${months}: ${first}${cracks.length > 1 ? ', and more' : ''}`
  return {
    subject: PREFIX[label] + subject,
    recipientName: mail.recipientName,
    notes: [...NOTE[label], sentenceOf(figures, months, cracks)],
    sections: [
      section(`What fell due in ${months}`, deadlineFacts(figures), link(baseUrl, 'deadlines', 'deadlines')),
      section(`Reminders of ${months}`, reminderFacts(figures), link(baseUrl, 'reminders', 'reminders')),
    ],
    list: [...unownedLine(figures), WHY],
    action: null,
    workspaceName: mail.workspaceName,
    unsubscribeUrl: null,
  }
}

function sentenceOf({ deadlines, reminders }: Figures, months: string, cracks: readonly string[]): string {
  if (cracks.length > 0) return `Not everything went as it should: ${listInWords(cracks)}.`
  const nothing = deadlines.due === 0 && reminders.sent === 0
  return nothing
    ? `Nothing fell through the cracks in ${months}: nothing fell due, and nobody had to be reminded.`
    : `Nothing fell through the cracks in ${months}: whatever fell due was settled in time, and every reminder was accepted for delivery in time.`
}

/** Each says what it is without the others. */
const IN_WORDS: Readonly<Record<CrackKind, (count: number, months: string) => string>> = {
  open: (n, months) => `${countInWords(n, 'deadline')} of ${months} still open`,
  overdueBefore: (n, months) => `${countInWords(n, 'deadline')} overdue that did not fall due in ${months}`,
  doneLate: (n) => `${countInWords(n, 'deadline')} done late`,
  held: (n) =>
    `${countInWords(n, 'reminder')} held, since nobody can say whether ${n === 1 ? 'it' : 'they'} arrived`,
  failed: (n) => `${countInWords(n, 'reminder')} failed`,
  waiting: (n) => `${countInWords(n, 'reminder')} not sent yet`,
  late: (n) => `${countInWords(n, 'reminder')} sent late`,
  undated: (n) => `${countInWords(n, 'deadline')} postponed without a new date`,
  unreadable: (n) => `${countInWords(n, 'record')} not readable and not counted`,
}

function deadlineFacts({ deadlines, now }: Figures): Fact[] {
  return [
    fact('Fell due', deadlines.due),
    fact('Done on time', deadlines.doneOnTime),
    fact('Done late', deadlines.doneLate),
    fact('Waived or cancelled', deadlines.waived),
    fact('Still open', deadlines.open),
    fact('Overdue now, whenever due', now.overdue),
    fact('Postponed, no new date yet', now.undated),
  ]
}

function reminderFacts({ reminders }: Figures): Fact[] {
  const atLeast = reminders.isAtLeast ? 'at least ' : ''
  return [
    { label: 'Sent', value: `${atLeast}${reminders.sent}` },
    fact('Sent late, and called so', reminders.late),
    fact('Tried again after a lost answer', reminders.again),
    fact('Held', reminders.held),
    fact('Failed', reminders.failed),
    fact('Of these, came back', reminders.bounced),
    fact('Not sent yet', reminders.waiting),
  ]
}

function unownedLine({ now: { unowned } }: Figures): string[] {
  if (unowned === null) return ['How many records have no owner has not been counted yet.']
  if (unowned === 0) return ['Every record has an owner.']
  return [
    `${countInWords(unowned, 'record')} without an owner: an administrator is reminded in the owner’s place.`,
  ]
}

function fact(label: string, value: number): Fact {
  return { label, value: String(value) }
}

function section(heading: string, facts: readonly Fact[], action: Act | null): Section {
  return { heading, facts, action, acts: [] }
}

function link(baseUrl: string | null, page: string, what: string): Act | null {
  return baseUrl === null
    ? null
    : { label: `Open the ${what}`, url: `${baseUrl.replace(/\/+$/, '')}/#/${page}` }
}

/** 'October 2026', 'July to October 2026', 'November 2025 to January 2026'. */
export function monthsInWords({ startsOn, endsOn }: Months): string {
  const [year, month] = [startsOn.slice(0, 4), monthName(Number(startsOn.slice(5, 7)))]
  const last = `${monthName(Number(endsOn.slice(5, 7)))} ${endsOn.slice(0, 4)}`
  if (startsOn.slice(0, 7) === endsOn.slice(0, 7)) return last
  return year === endsOn.slice(0, 4) ? `${month} to ${last}` : `${month} ${year} to ${last}`
}
