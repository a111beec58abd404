import type { Message } from '../../../shared/channel/channel.ts'
import type { Item, ReminderMail } from '../../../shared/mail/reminder-mail.ts'

/** A mail to Leyla, as a channel is given it. */
export function aMessage(changes: Partial<Message> = {}): Message {
  return {
    key: 'env_tabling',
    to: 'leyla@example.org',
    from: 'Servanda <servanda@example.org>',
    subject: 'Tabling of the draft: 13 November 2026 (in 30 days)',
    text: 'Dear Leyla,\n\n.A line that begins with a dot.\n',
    html: '<p>Dear Leyla,</p>\n',
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Message-ID': '<env_tabling@servanda>',
      'In-Reply-To': '<com_missing@servanda>',
      References: '<com_missing@servanda>',
      'X-Servanda-Envelope': 'env_tabling',
    },
    ...changes,
  }
}

/** The tabling of the resolution on missing persons, thirty days ahead. */
export function anItem(changes: Partial<Item> = {}): Item {
  return {
    recordId: 'com_missing',
    recordTitle: 'Resolution on missing persons',
    organisationName: 'United Nations General Assembly',
    deadlineId: 'dl_tabling',
    deadlineTitle: 'Tabling of the draft',
    deadlineKind: 'milestone',
    dueOn: '2026-11-13',
    daysLeft: 30,
    leadDays: 30,
    reason: 'lead',
    previousDueOn: null,
    basis: 'Five weeks before the adoption in session 81.',
    why: 'You are the owner of this record.',
    acts: [],
    ...changes,
  }
}

/** An envelope for Leyla with that one item. */
export function aReminder(changes: Partial<ReminderMail> = {}): ReminderMail {
  return {
    workspaceName: 'Multilateral desk',
    recipientName: 'Leyla',
    label: 'none',
    envelopeKey: 'env_tabling',
    baseUrl: 'https://servanda.example.org',
    discreet: false,
    unsubscribeUrl: null,
    items: [anItem()],
    ...changes,
  }
}
