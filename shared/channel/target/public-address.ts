import ipaddr from 'ipaddr.js'

/** Addresses that the registries call public and that serve a cloud's own machines: Azure's WireServer. */
const clouds = new Set(['168.63.129.16'])

/**
 * Whether an IP address belongs to the public internet. What the registries of special addresses list (private,
 * loopback, link-local with its metadata services, shared, documentation, multicast) is not; nor is an IPv6 address
 * that carries an IPv4 one (mapped, NAT64, 6to4, Teredo), since it leads wherever that one does.
 * Source: https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  // Of IPv6, only 2000::/3 is in use: the deprecated ::127.0.0.1 counts as unicast to the library.
  return address instanceof ipaddr.IPv6
    ? address.match(ipaddr.IPv6.parseCIDR('2000::/3'))
    : !clouds.has(address.toString())
}

/** Whether an IP address is this machine itself, written as such. */
export function isLoopbackAddress(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.parse(text).range() === 'loopback'
}
