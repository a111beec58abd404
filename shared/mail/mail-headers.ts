import { headerValue } from './header.ts'
import { encodeKey } from './mail-key.ts'

/**
 * The headers that every mail shares. `servanda` stands for a domain on the right, as RFC 5322 section 3.6.4 allows.
 *
 * @param thread what the mail is about: mails about the same thing thread
 * @throws UnsafeHeader when the envelope's key could break a header
 */
export function mailHeaders(
  mail: {
    readonly label: 'none' | 'late' | 'sent_again'
    readonly envelopeKey: string
    readonly unsubscribeUrl: string | null
  },
  thread: string | undefined,
): Record<string, string> {
  const key = encodeKey(mail.envelopeKey)
  const messageId = mail.label === 'none' ? `<${key}@servanda>` : `<${key}.${mail.label}@servanda>`
  const threadId = thread === undefined ? null : `<${encodeKey(thread)}@servanda>`
  return {
    'Auto-Submitted': 'auto-generated',
    'Message-ID': messageId,
    ...(threadId === null ? {} : { 'In-Reply-To': threadId, References: threadId }),
    ...unsubscribeHeaders(mail.unsubscribeUrl),
    'X-Servanda-Envelope': headerValue(mail.envelopeKey),
  }
}

// RFC 2369 section 3.2, and RFC 8058 section 3.1 for the one click.
function unsubscribeHeaders(url: string | null): Record<string, string> {
  if (url === null) return {}
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
