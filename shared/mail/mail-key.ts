const PLAIN = /^(?!b64-)[A-Za-z0-9_-]+$/
const ENCODED = 'b64-'

/**
 * A key in the letters that both a Message-ID (RFC 5322 `atext`) and an SES message tag allow,
 * `[A-Za-z0-9_-]`: a prefixed id stays as it is, anything else becomes base64url behind a mark.
 * Two keys never share a form, and `decodeKey` gives the key back.
 */
export function encodeKey(key: string): string {
  return PLAIN.test(key) ? key : ENCODED + Buffer.from(key, 'utf8').toString('base64url')
}

/** The key behind an encoded one: what a provider's event about a tagged message is matched by. */
export function decodeKey(encoded: string): string {
  if (!encoded.startsWith(ENCODED)) return encoded
  return Buffer.from(encoded.slice(ENCODED.length), 'base64url').toString('utf8')
}
