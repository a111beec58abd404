import { isIP } from 'node:net'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

/**
 * How far what we send may go. `loopback_too` is for a receiver on one's own machine, where the product runs on it too:
 * it adds loopback, by http as well, and nothing else. A deployed function has `public`.
 */
export type Reach = 'public' | 'loopback_too'

/** Names that no public resolver answers, or that mean this machine. Source: RFC 6761, RFC 6762, RFC 8375, ICANN. */
const internalName = /(^|\.)(localhost|local|internal|intranet|private|corp|home|lan|home\.arpa)$/

/**
 * Why nothing may be sent to a target, in words for whoever entered it; undefined where it may be. It looks at what
 * the URL means, not at how it is spelled: decimal, octal, hexadecimal and short forms of an address, full-width digits
 * and dots are all read by the parser before. A name may still lead inside: `openPost` looks at what it resolves to.
 */
export function whyUnreachable(text: string, reach: Reach): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || text.length > 2000)
    return 'Write an address such as https://hooks.example.org/servanda, of at most 2,000 characters.'
  if (url.username !== '' || url.password !== '')
    return 'Leave the user name and password out of the address.'
  const host = hostOf(url)
  if (reach === 'loopback_too' && isLoopback(host) && /^https?:$/.test(url.protocol)) return undefined
  if (url.protocol !== 'https:') return 'Write an address that begins with https://.'
  const isInside = isIP(host) === 0 ? !isPublicName(host) : !isPublicAddress(host)
  return isInside ? 'Name a host on the public internet: nothing is sent to internal addresses.' : undefined
}

/** The host of a URL as it is resolved: an address without brackets, a name without its last dot. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host)
}

function isPublicName(host: string): boolean {
  return host.includes('.') && !host.includes('..') && !internalName.test(host)
}
