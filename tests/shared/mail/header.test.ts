import { describe, expect, it } from 'vitest'
import { bareAddress, encodeHeaders, headerValue, UnsafeHeader } from '../../../shared/mail/header.ts'
import { aMessage } from './mails.ts'

describe('the header encoder', () => {
  it.each(['\r', '\n', '\0', '\u0085', '\u007F'])('refuses %j', (control) => {
    expect(() => headerValue(`a${control}b`)).toThrow(UnsafeHeader)
  })

  it('lets other text through unchanged', () => {
    expect(headerValue('Außenamt: “Şuşa” 👩‍👩‍👧')).toBe('Außenamt: “Şuşa” 👩‍👩‍👧')
  })

  it.each([
    ['subject', { subject: 'a\r\nBcc: b@example.org' }],
    ['sender', { from: 'a\n<b@example.org>' }],
    ['recipient', { to: 'a@example.org\r\nBcc: b@example.org' }],
    ['value', { headers: { References: '<a>\r\nBcc: b@example.org' } }],
    ['name', { headers: { 'Bcc: b@example.org\r\nX': 'a' } }],
  ])('refuses a message whose %s would add a header', (_part, changes) => {
    expect(() => encodeHeaders(aMessage(changes))).toThrow(UnsafeHeader)
  })

  it.each([
    'a@x.org, b@x.org',
    'a@x.org;b@x.org',
    'A <a@x.org>',
    'a@x.org>,<b@x.org',
    'a',
    '"a b"@x.org',
    'a@b@c',
    '',
  ])('takes one bare address and not %j', (address) => {
    expect(() => bareAddress(address)).toThrow(UnsafeHeader)
  })

  it.each(['leyla@example.org', 'leyla+desk@sub.example.org', 'leyla@müller.example', 'admin@localhost'])(
    'takes %s',
    (address) => {
      expect(bareAddress(address)).toBe(address)
    },
  )
})
