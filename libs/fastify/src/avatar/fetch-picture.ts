import { type IncomingMessage, request } from 'node:http'
import { isIP } from 'node:net'
import type { PictureNetwork } from './picture-network.ts'
import { withoutBrackets } from './picture-network.ts'
import { type PictureSources, reachOf } from './picture-sources.ts'
import { isPublicAddress } from './public-address.ts'

/** Why nothing was fetched. */
export type FetchRefusal =
  | 'unknown_host'
  | 'private_address'
  | 'too_many_redirects'
  | 'wrong_status'
  | 'wrong_type'
  | 'too_large'
  | 'unreachable'

export interface PictureFetch {
  sources: PictureSources
  network: PictureNetwork
  /** The largest file that is fetched. */
  mostBytes: number
  /** Ends it, whatever it is about to do. */
  signal: AbortSignal
}

const mostRedirects = 3

const types = new Set(['image/png', 'image/jpeg', 'image/webp'])

/**
 * Fetches a picture from where a provider says that it is. That is the word of somebody else: each address on the way
 * is looked at before a connection is opened, and nothing but the hosts that were named is asked. Of what comes back
 * only the size and the type that it claims are checked. Never throws.
 */
export async function fetchPicture(address: string, fetching: PictureFetch): Promise<Buffer | FetchRefusal> {
  try {
    let url = new URL(address)
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const addresses = await findAddresses(url, fetching)
      if (typeof addresses === 'string') return addresses
      const answer = await ask(url, addresses, fetching)
      if (!isRedirect(answer)) return await readPicture(answer, fetching.mostBytes)
      answer.destroy()
      url = new URL(answer.headers.location ?? '', url)
    }
    return 'too_many_redirects'
  } catch {
    // No URL, no such name, nobody there, not in time, in the middle of it gone: no picture.
    return 'unreachable'
  }
}

async function findAddresses(url: URL, { sources, network, signal }: PictureFetch): Promise<string[] | FetchRefusal> {
  const reach = reachOf(url, sources)
  if (reach === null) return 'unknown_host'
  const host = withoutBrackets(url.hostname)
  const addresses = isIP(host) === 0 ? await network.resolve(host) : [host]
  signal.throwIfAborted()
  if (addresses.length === 0) return 'unreachable'
  // One bad address among good ones is enough: whoever has the name may choose which of them is taken.
  return reach === 'private' || addresses.every(isPublicAddress) ? addresses : 'private_address'
}

function ask(url: URL, addresses: string[], { network, signal }: PictureFetch): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request({
    createConnection: () => network.connect(url, addresses),
    path: `${url.pathname}${url.search}`,
    // Nothing of ours goes along: no cookie, no name, no reason to answer us differently from anybody else.
    headers: { host: url.host, accept: [...types].join(', '), 'accept-encoding': 'identity', connection: 'close' },
    signal,
  })
    .once('response', resolve)
    .once('error', reject)
    .end()
  return promise
}

function isRedirect({ statusCode = 0, headers }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined
}

async function readPicture(answer: IncomingMessage, mostBytes: number): Promise<Buffer | FetchRefusal> {
  try {
    const { statusCode, headers } = answer
    if (statusCode !== 200) return 'wrong_status'
    const type = headers['content-type']?.split(';', 1).join().trim().toLowerCase() ?? ''
    if (!types.has(type) || (headers['content-encoding'] ?? 'identity') !== 'identity') return 'wrong_type'
    if (Number(headers['content-length'] ?? 0) > mostBytes) return 'too_large'
    const pieces: Buffer[] = []
    let size = 0
    for await (const piece of answer as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > mostBytes) return 'too_large'
      pieces.push(piece)
    }
    return Buffer.concat(pieces)
  } finally {
    answer.destroy()
  }
}
