import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headerValue, UnsafeHeader } from '../../../shared/mail/header.ts'
import { renderReminderMail } from '../../../shared/mail/reminder-mail.ts'
import { anItem, aReminder } from './mails.ts'

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></bdi></body>',
  '&lt;b&gt; &amp;',
  '\r\nBcc: all@example.org\r\n\r\nbody',
  '\n  Due: 1 January 2026\n',
  '\u0000\u0085\u2028\u202E\u2066',
  'javascript:alert(1)',
  '../../#/?a=b&c',
  '\uD800',
]
const hostile = fc.oneof(
  fc.constantFrom(...PAYLOADS),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '&', '=', ' ', '\n', '\r', 'a', '/'),
    maxLength: 40,
  }),
)

function mailWith(text: string) {
  return renderReminderMail(
    aReminder({
      workspaceName: text,
      recipientName: text,
      items: [
        anItem({
          recordId: text,
          recordTitle: text,
          organisationName: text,
          deadlineId: text,
          deadlineTitle: text,
          deadlineKind: text,
          basis: text,
          why: text,
        }),
      ],
    }),
  )
}

// Every tag with the names of its attributes: what an unencoded value would change.
function structure(markup: string): string[] {
  return [...markup.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))
}

describe('hostile text', () => {
  const harmless = mailWith('harmless')

  it('leaves the structure of the HTML as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(structure(mailWith(text).html)).toEqual(structure(harmless.html))
      }),
    )
  })

  it('adds no line to the text and no second one to the subject', () => {
    const lines = harmless.text.split(/[\r\n\u2028\u2029\u0085]/).length
    fc.assert(
      fc.property(hostile, (text) => {
        const mail = mailWith(text)
        expect(mail.text.split(/[\r\n\u2028\u2029\u0085]/)).toHaveLength(lines)
        expect(mail.subject).toBe(headerValue(mail.subject))
        expect(mail.subject).toMatch(/: 13 November 2026 \(in 30 days\)$/)
      }),
    )
  })

  it('makes headers that RFC 5322 and SES accept, whatever the id of the record', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const [name, value] of Object.entries(mailWith(text).headers)) {
          expect(value).toMatch(/^[ -~]+$/)
          if (name !== 'Auto-Submitted' && !name.startsWith('X-'))
            expect(value).toMatch(/^<[\w.-]+@servanda>$/)
        }
      }),
    )
  })

  it.each(['env\r\nBcc: all@example.org', 'env\n', 'env\u0000'])(
    'in the key is refused: %j',
    (envelopeKey) => {
      expect(() => renderReminderMail(aReminder({ envelopeKey }))).toThrow(UnsafeHeader)
    },
  )
})
