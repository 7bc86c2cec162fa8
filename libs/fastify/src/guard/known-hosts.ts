import type { FastifyRequest } from 'fastify'

/** The names under which a machine reaches itself. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True for a host name that never leaves the machine. */
export function isLoopback(hostname: string): boolean {
  return loopback.has(hostname.toLowerCase())
}

/**
 * Tells whether a request names us as its host. Known are the public URL's host and the ones listed; while
 * the public URL is a loopback address (development) every loopback name is, with any port. A page of an
 * attacker whose name points to this machine (DNS rebinding) is thereby refused, as is cache poisoning.
 */
export class KnownHosts {
  readonly #known: ReadonlySet<string>
  readonly #development: boolean

  constructor(publicUrl: URL, hosts: readonly string[]) {
    // A proxy may well name the port that goes without saying.
    const withPort = publicUrl.port === '' ? [`${publicUrl.host}:${publicUrl.protocol === 'https:' ? 443 : 80}`] : []
    this.#known = new Set([publicUrl.host, ...withPort, ...hosts].map((host) => host.toLowerCase()))
    this.#development = isLoopback(publicUrl.hostname)
  }

  /** Asks what the client itself said, not what it claims was forwarded (FC-15). */
  isKnown({ headers, raw }: Pick<FastifyRequest, 'headers' | 'raw'>): boolean {
    const authority = headers[':authority']
    const host = headers.host ?? (typeof authority === 'string' ? authority : undefined)
    if (host === undefined || countHosts(raw.rawHeaders) > 1) return false
    if (this.#known.has(host.toLowerCase())) return true
    return this.#development && isLoopback(host.replace(/:\d{1,5}$/, ''))
  }
}

/** Two `Host` headers: each program on the way may believe another one (RFC 9112, 3.2). */
function countHosts(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
}
