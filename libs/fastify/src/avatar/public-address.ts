import ipaddr from 'ipaddr.js'

/** The part of IPv6 that is given out to the public (IANA: 2000::/3). */
const givenOut = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an address is one of the internet, and of no network that only we can reach: not this machine, not the ones
 * beside it, not what a cloud tells its machines (169.254.169.254), nor a way to write one of those as IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(givenOut)
}
