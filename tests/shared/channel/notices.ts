import type { Notice } from '../../../shared/channel/notice.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { aReminder } from '../mail/mails.ts'

/** What a hostile or a plain title makes of a notice. */
export function aNotice(title = 'Annual report', sections = 1): Notice {
  const section = {
    heading: title,
    facts: [
      { label: 'Due', value: '1 June 2026 (in 30 days)' },
      { label: 'Record', value: title },
    ],
    action: { label: `Open ${title}`, url: 'https://desk.example.org/#/deadlines/com_1' },
    acts: [],
  }
  return {
    key: 'env_1',
    sendAt: Instant.parse('2026-05-01T08:00:00Z'),
    page: {
      subject: `${title}: 1 June 2026 (in 30 days)`,
      recipientName: 'Leyla',
      notes: ['This reminder is late: it should have reached you earlier.'],
      sections: Array.from({ length: sections }, () => section),
      list: [],
      action: null,
      workspaceName: 'Desk',
      unsubscribeUrl: null,
    },
    mail: aReminder(),
  }
}
