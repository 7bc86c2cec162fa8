/** The names under which a machine reaches itself. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True for a host name that never leaves the machine. */
function isLoopback(hostname: string): boolean {
  return loopback.has(hostname.toLowerCase())
}

/**
 * Makes the question whether a `Host` header names us. Known are the public URL's host and the ones listed;
 * while the public URL is a loopback address (development) every loopback name is, with any port. A page of
 * an attacker whose name points to this machine (DNS rebinding) is thereby refused, as is cache poisoning.
 */
export function createKnownHosts(publicUrl: URL, hosts: readonly string[]): (host: string | undefined) => boolean {
  const known = new Set([publicUrl.host, ...hosts].map((host) => host.toLowerCase()))
  const development = isLoopback(publicUrl.hostname)
  return (host) => {
    if (host === undefined) return false
    return known.has(host.toLowerCase()) || (development && isLoopback(host.replace(/:\d{1,5}$/, '')))
  }
}
