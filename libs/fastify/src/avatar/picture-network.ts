import { lookup } from 'node:dns/promises'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** The way out into the network; tests have one of their own. */
export interface PictureNetwork {
  /** All addresses of a name. */
  resolve(hostname: string): Promise<string[]>
  /** Opens a connection to one of these addresses and to no other, encrypted for https. */
  connect(url: URL, addresses: readonly string[]): Socket
}

/** The real one. */
export const realNetwork: PictureNetwork = {
  async resolve(hostname) {
    return (await lookup(hostname, { all: true })).map(({ address }) => address)
  },
  connect(url, addresses) {
    const host = withoutBrackets(url.hostname)
    const isSecure = url.protocol === 'https:'
    const port = Number(url.port) || (isSecure ? 443 : 80)
    // The name is not looked up once more: it could lead elsewhere by now (DNS rebinding).
    const address = { host, port, lookup: pinned(addresses), autoSelectFamily: true }
    if (!isSecure) return connect(address)
    return connectTls({ ...address, ...(isIP(host) === 0 ? { servername: host } : {}), ALPNProtocols: ['http/1.1'] })
  },
}

/** The name or the address in a URL; that of IPv6 stands in brackets there. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_hostname, { all: wantsAll }, callback) => {
    const [first] = all
    if (wantsAll === true || first === undefined) callback(null, all)
    else callback(null, first.address, first.family)
  }
}
