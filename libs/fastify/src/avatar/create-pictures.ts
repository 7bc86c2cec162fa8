import type { ProviderConfig } from '../providers/provider-config.ts'
import { realNetwork } from './picture-network.ts'
import { defaultMostBytes, type PicturesOptions, readSources } from './picture-options.ts'
import { Pictures, type PicturesServices } from './pictures.ts'
import { ProviderPictures } from './provider-pictures.ts'

/** What there is for pictures in an app. */
export interface Picturing {
  /** Null in an app that wants none. */
  pictures: Pictures | null
  providerPictures: ProviderPictures | null
  mostPictureBytes: number
}

/** How long a provider's picture may take, in milliseconds. */
const fetchMs = 5000

/** Makes all of it of what the host chose. */
export function createPictures(
  chosen: PicturesOptions | false,
  providers: readonly ProviderConfig[],
  { warn, ...services }: PicturesServices & { warn: (details: object, message: string) => void },
): Picturing {
  if (chosen === false) return { pictures: null, providerPictures: null, mostPictureBytes: 0 }
  const { mostBytes = defaultMostBytes, network = realNetwork } = chosen
  const sources = readSources(chosen, providers)
  const pictures = new Pictures(services)
  const providerPictures = new ProviderPictures({ pictures, sources, network, mostBytes, fetchMs, warn })
  return { pictures, providerPictures, mostPictureBytes: mostBytes }
}
