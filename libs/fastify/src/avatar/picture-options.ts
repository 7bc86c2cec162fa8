import type { ProviderConfig } from '../providers/provider-config.ts'
import type { PictureNetwork } from './picture-network.ts'
import { checkSources, type PictureSources } from './picture-sources.ts'

/** What there is to say about the pictures of users. */
export interface PicturesOptions extends PictureSources {
  /** The largest file that is taken in, uploaded or fetched, in bytes. Default 1 MiB. */
  mostBytes?: number
  /** The way to where pictures are fetched from, for tests. Default: the network. */
  network?: PictureNetwork
}

export const defaultMostBytes = 1024 * 1024

/** Where providers whom everybody knows keep the pictures of their people. */
const googleHosts = ['*.googleusercontent.com']
const facebookHosts = ['*.fbsbx.com', '*.fbcdn.net']

/** Adds the hosts of the providers that are set up. Throws, at boot, for a source that nobody could have meant. */
export function readSources({ hosts = [], privateOrigins = [] }: PictureSources, providers: readonly ProviderConfig[]) {
  const known = providers.flatMap((provider) => {
    if (provider.kind === 'facebook') return facebookHosts
    return provider.issuer === 'https://accounts.google.com' ? googleHosts : []
  })
  const sources = { hosts: [...hosts, ...known], privateOrigins }
  checkSources(sources)
  return sources
}
