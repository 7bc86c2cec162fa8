import ipaddr from 'ipaddr.js'
import { isIP } from 'node:net'

/** Ranges whose last 32 bits are an IPv4 address, put there by a translator in front of us (RFC 6052, RFC 6145). */
const translated = new Set(['rfc6052', 'rfc6145'])

/**
 * The address that tries are counted for (FC-16). Whoever has one IPv6 address has the 2^64 of its network, so those
 * are one. An IPv4 address is itself in whatever form it comes, and not one with all others of that form. Text that is
 * no address, from a proxy gone wrong, is one address too: unknown is not unlimited.
 */
export function addressKey(text: string | undefined): string {
  // Without the zone, which names an interface of one machine.
  const [bare = ''] = withoutPort(text ?? '').split('%', 1)
  // Asked of Node: ipaddr.js takes a bare number for an address.
  if (isIP(bare) === 0) return 'unknown'
  const address = ipaddr.process(bare)
  if (address instanceof ipaddr.IPv4) return address.toString()
  if (translated.has(address.range())) return ipaddr.fromByteArray(address.toByteArray().slice(12)).toString()
  const network = address.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}

/** Some proxies write the port of the client into `X-Forwarded-For` too. */
function withoutPort(text: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? []
  return bracketed ?? dotted ?? text
}
