import type { Instant } from '../time/instant.ts'
import type { KeptChannel } from './kept-channel.ts'
import type { Notice } from './notice.ts'

/** What a channel is sent to see whether it works: it names no deadline, and says that it is a test. */
export function testNotice({ name }: KeptChannel, workspaceName: string, now: Instant): Notice {
  const key = `test-${crypto.randomUUID()}`
  return {
    key,
    sendAt: now,
    page: {
      subject: 'This is a test of Servanda: reminders will arrive here',
      recipientName: null,
      notes: [`An administrator of ${workspaceName} sent it by the channel ${name}.`],
      sections: [],
      list: [],
      action: null,
      workspaceName,
      unsubscribeUrl: null,
    },
    mail: {
      workspaceName,
      recipientName: null,
      label: 'none',
      envelopeKey: key,
      baseUrl: null,
      discreet: false,
      unsubscribeUrl: null,
      items: [],
    },
  }
}
