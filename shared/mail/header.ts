import type { Message } from '../channel/channel.ts'

/** A value that must not reach a mail header. Sending it again would not help. */
export class UnsafeHeader extends Error {
  override readonly name = 'UnsafeHeader'
}

// CR, LF and NUL would end the header (RFC 5322 section 2.2); the other controls have no business there.
const CONTROL = /\p{Cc}/u
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/
const BARE_ADDRESS = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()"\\]+$/u

/**
 * The one encoder of header values: every value passes through it just before it is sent.
 *
 * @throws UnsafeHeader when the value has CR, LF, NUL or another control character
 */
export function headerValue(value: string): string {
  if (CONTROL.test(value))
    throw new UnsafeHeader('A header value has a line break or another control character.')
  return value
}

/**
 * One recipient and never two: no display name, no list, no quoted local part.
 *
 * @throws UnsafeHeader when the text is anything but `local@domain`
 */
export function bareAddress(address: string): string {
  if (!BARE_ADDRESS.test(headerValue(address)))
    throw new UnsafeHeader('The recipient is not one bare address.')
  return address
}

/**
 * What of a message becomes a header, checked.
 *
 * @throws UnsafeHeader when a name or value could change the structure of the mail
 */
export function encodeHeaders(message: Message): Pick<Message, 'to' | 'from' | 'subject' | 'headers'> {
  const headers = Object.entries(message.headers).map(([name, value]) => {
    if (!HEADER_NAME.test(name)) throw new UnsafeHeader('A header has a name that is not allowed.')
    return [name, headerValue(value)] as const
  })
  return {
    to: bareAddress(message.to),
    from: headerValue(message.from),
    subject: headerValue(message.subject),
    headers: Object.fromEntries(headers),
  }
}
